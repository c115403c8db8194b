/// An enhanced status code as mail that comes back tells it: 5.1.1 (RFC 3463).
public struct StatusCode: Hashable, Sendable {
    /// 2 for success, 4 for what may pass, 5 for ever.
    public let kind: Int
    public let subject: Int
    public let detail: Int

    /// The first code in a text; nil when there is none.
    ///
    /// - Parameter kind: what it must begin with; nil for any.
    init?(in text: String, kind: Int? = nil) {
        for word in text.split(whereSeparator: { !($0.isASCII && $0.isNumber) && $0 != "." }) {
            let numbers = word.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
            guard numbers.count == 3, let first = numbers[0], [2, 4, 5].contains(first), kind == nil || kind == first,
                let subject = numbers[1], let detail = numbers[2], (0...99).contains(subject),
                (0...999).contains(detail)
            else { continue }
            (self.kind, self.subject, self.detail) = (first, subject, detail)
            return
        }
        return nil
    }

    public var text: String { "\(kind).\(subject).\(detail)" }

    /// Whether it says no more than its first digit.
    var isVague: Bool { subject == 0 }

    /// Whether nobody can be reached at the address: not a full mailbox, a policy, or a sender that is not liked.
    var isBadAddress: Bool {
        kind == 5 && EnhancedStatus(kind: kind, subject: subject, detail: detail).cause == .address
    }
}
