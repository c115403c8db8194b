/// A day of the proleptic Gregorian calendar; it has no zone.
public struct CivilDate: Hashable, Sendable {
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    /// - Returns: nil when there is no such day, or the year is outside 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.lengthOfMonth(month, year: year)
        else { return nil }
        self.init(checkedYear: year, month: month, day: day)
    }

    /// Reads "YYYY-MM-DD".
    public init?(_ text: String) {
        var reader = FieldReader(text)
        guard let date = reader.date(), reader.isAtEnd else { return nil }
        self = date
    }

    init(checkedYear year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// "YYYY-MM-DD".
    public var text: String { "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))" }

    public func at(_ time: ClockTime) -> CivilDateTime { CivilDateTime(date: self, time: time) }
}

extension CivilDate: Comparable {
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CivilDate: CustomStringConvertible {
    public var description: String { text }
}

/// Coded as its text.
extension CivilDate: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoded(from: decoder, "a date as YYYY-MM-DD", Self.init(_:))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
