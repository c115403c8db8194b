import Campaigns
import CivilTime
import Storage

/// What the address of the list asks for. A word that means nothing asks for nothing.
struct AttentionQuery {
    let kind: AttentionKind?
    let after: AttentionList.Cursor?

    init(_ query: Fields) {
        kind = query["kind"].flatMap { AttentionKind(rawValue: $0) }
        after = query["after"].flatMap { AttentionList.Cursor(text: $0) }
    }

    /// The list of a kind; of all without one.
    static func path(_ kind: AttentionKind?, after: AttentionList.Cursor? = nil) -> String {
        Path.with(Path.attention, [("kind", kind?.rawValue ?? ""), ("after", after?.text ?? "")])
    }
}

extension Path {
    static let failed = "/attention/messages"
    static let failedAgain = "/attention/messages/again"
    static func failedAgain(_ sends: [ID<Send>]) -> String {
        with(failedAgain, sends.map { ("send", $0.description) })
    }
    static func failedAgain(_ kind: AttentionKind) -> String { with(failedAgain, [("kind", kind.rawValue)]) }
    static func closedAddress(_ send: ID<Send>) -> String { "\(failed)/\(send)/address" }
    static func addressCorrection(_ send: ID<Send>) -> String { "\(closedAddress(send))/correct" }
    static func takeBack(_ time: Instant) -> String { "/attention/dismissals/\(time.microseconds)/undo" }
}
