/// Why a text is no wait expression.
public struct WaitExpressionProblem: Error, Hashable, Sendable {
    /// Where in the text, in characters from 0; the text's length when something is missing at its end.
    public let position: Int
    /// What should stand there, as a phrase: "“before” or “after”".
    public let expected: String

    /// For the reader at the field, who counts from 1.
    public var sentence: String { "At character \(position + 1): expected \(expected)." }
}
