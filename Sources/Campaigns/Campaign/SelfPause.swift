/// Why a campaign paused itself.
///
/// - Source: delivery.md 4.
public struct SelfPause: Sendable, Hashable {
    public let refusals: FirstRefusals
    /// The answer that most of the refused got: HTTP status or SMTP code; nil where there was none.
    public let code: Int?
    /// The enhanced status, or the provider's own number of the error.
    public let detail: String?

    public init(refusals: FirstRefusals, code: Int?, detail: String?) {
        (self.refusals, self.code, self.detail) = (refusals, code, detail)
    }

    /// "12 of its first 50 messages were refused for what they say: 550 5.7.1".
    public var sentence: String {
        let answer = [code.map(String.init), detail].compactMap(\.self).joined(separator: " ")
        return "\(refusals.refused) of its first \(refusals.answered) messages were refused for what they say"
            + (answer.isEmpty ? "" : ": \(answer)")
    }
}
