/// Why bytes are not the JSON we accept.
public struct JSONProblem: Error, Hashable, Sendable {
    /// Offset in bytes, from 0.
    public let position: Int
    /// Where in the document, as `appointments[3].startsAt`; empty at the top.
    public let path: String
    /// A phrase about what is wrong there; it quotes nothing of the document.
    public let message: String

    /// "startsAt: the member stands twice (byte 17)"
    public var sentence: String { (path.isEmpty ? "" : path + ": ") + message + " (byte \(position))" }
}
