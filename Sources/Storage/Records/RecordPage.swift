import MariaDB

/// One page of a list that programs read.
public struct RecordPage<Record: Sendable>: Sendable {
    /// Records of a page.
    public static var size: Int { 50 }

    public let records: [Record]
    /// Whether others follow the last one.
    public let hasMore: Bool

    /// - Parameter found: one more than a page where there are so many.
    init(_ found: [Record]) {
        records = Array(found.prefix(Self.size))
        hasMore = found.count > Self.size
    }
}

extension Value {
    /// One more than is shown tells whether a next page exists.
    static let recordLimit = Value.number(RecordPage<Int>.size + 1)
}
