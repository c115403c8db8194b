/// Why a text is no exported campaign: the first thing that is wrong.
public struct PortableProblem: Error, Sendable, Hashable {
    /// From 1.
    public let line: Int
    /// A sentence that says what was expected; it quotes little of the text.
    public let message: String

    public init(_ line: Int, _ message: String) {
        self.line = line
        self.message = message
    }

    /// "Line 12: expected “message” here."
    public var sentence: String { "Line \(line): \(message)" }
}
