import Campaigns
import Storage

/// A deed as staff read it: "Activated campaign 12", with the way to it where it has a page.
struct DeedWords {
    let text: String
    let path: String?
    /// What the log keeps of it besides: numbers and words of ours.
    let details: String

    init(_ deed: LoggedDeed) {
        let verb = Self.verbs[deed.verb] ?? Self.spaced(deed.verb)
        text =
            "\(verb.prefix(1).uppercased() + verb.dropFirst()) \(Self.words(deed.noun))"
            + (deed.nounID.map { " \($0)" } ?? "")
        path = deed.nounID.flatMap { Self.path(deed.noun, $0) }
        details = Self.details(deed.data)
    }

    /// "role: manager"; what cannot be read stands as it is kept.
    private static func details(_ data: String?) -> String {
        // Only our own words are in it, and a page about them must not fail for one that no version wrote.
        guard let data, case .object(let members) = try? JSON.parse(Array(data.utf8)) else { return data ?? "" }
        return members.map { "\(spaced($0.key)): \($0.value.stringValue ?? $0.value.text)" }.joined(separator: ", ")
    }

    /// Who did it: somebody, a program, or the campaign that paused itself.
    static func who(_ deed: LoggedDeed) -> String {
        if let author = deed.author { return author }
        return deed.data?.contains("\"by\":\"itself\"") == true ? "Campanile itself" : "A program of your IT"
    }

    static func title(_ noun: String) -> String { words(noun).prefix(1).uppercased() + words(noun).dropFirst() }

    private static func words(_ noun: String) -> String {
        switch noun {
        case "api_key": "API key"
        case "contact_point": "address"
        case "send": "message"
        default: spaced(noun)
        }
    }

    private static func spaced(_ word: String) -> String { word.replacing("_", with: " ") }

    private static let verbs = [
        "add": "added", "change": "changed", "move": "moved", "remove": "removed", "activate": "activated",
        "pause": "paused", "resume": "resumed", "complete": "completed", "archive": "archived", "retry": "tried again",
        "hold": "stopped", "release": "released", "publish": "published", "shift": "shifted the waits of",
        "start": "started", "record": "wrote down an answer for", "drop_draft": "dropped the draft of",
        "undo_pause": "undid the pause of", "reopen": "put back", "dismiss": "put aside", "open": "opened again",
    ]

    private static func path(_ noun: String, _ id: Int64) -> String? {
        switch Deed.Noun(rawValue: noun) {
        case .campaign: Path.campaign(ID(id))
        case .patient: Path.patient(ID(id))
        case .staff: Path.staff(ID(id))
        case .segment: Path.segment(ID(id))
        case .survey: Path.survey(ID(id))
        default: nil
        }
    }
}
