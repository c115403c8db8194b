import Campaigns
import Storage

/// A deed as staff read it: "Activated campaign “Birthday”", with the way to it where it has a page.
struct DeedWords {
    let text: String
    let path: String?
    /// What the log keeps of it besides: numbers and words of ours.
    let details: String

    init(_ deed: LoggedDeed) {
        let verb = Self.verbs[deed.verb] ?? Self.spaced(deed.verb)
        text =
            Self.sentences["\(deed.verb) \(deed.noun)"]
            ?? "\(verb.prefix(1).uppercased() + verb.dropFirst()) \(Self.words(deed.noun))\(Self.which(deed))"
        path = deed.nounID.flatMap { Self.path(deed.noun, $0) }
        details = Self.details(deed.data)
    }

    /// The clinic is the only one whose log this is.
    private static func which(_ deed: LoggedDeed) -> String {
        if deed.noun == Deed.Noun.clinic.rawValue { return "" }
        guard let name = deed.nounName else { return deed.nounID.map { " \($0)" } ?? "" }
        // A step may have none.
        return name.isEmpty ? "" : " “\(name)”"
    }

    /// "role: manager"; what cannot be read stands as it is kept.
    private static func details(_ data: String?) -> String {
        // Only our own words are in it, and a page about them must not fail for one that no version wrote.
        guard let data, case .object(let members) = try? JSON.parse(Array(data.utf8)) else { return data ?? "" }
        return members.compactMap { detail($0.key, $0.value) }.joined(separator: ", ")
    }

    /// A fact as a receptionist would say it; nil for what the rest of the line says already.
    private static func detail(_ key: String, _ value: JSON) -> String? {
        let plain = value.stringValue ?? value.text
        switch (key, plain) {
        case ("gallery", _):
            return GalleryWorkflow.named(plain).map { "from the gallery’s “\($0.name)”" } ?? "from the gallery"
        case ("imported", _): return "from a file"
        case ("detached", _): return "taken out of the reminder table"
        case ("password", _): return "a new password"
        case ("moves", "true"): return "people inside go on by it"
        case ("moves", _): return "people inside finish as they began"
        case ("by", "itself"), ("contact", _), ("from", _), ("to", _), ("send", _): return nil
        case ("refused", _): return "\(plain) refused"
        case ("of", _): return "of \(value.count("message", "messages"))"
        case ("undo", _): return "took back \(changes[plain] ?? spaced(plain))"
        case ("redo", _): return "did again \(changes[plain] ?? spaced(plain))"
        case ("revision", _): return "back to revision \(plain)"
        case ("channel", _): return Channel(rawValue: plain)?.phrase ?? plain
        case ("answers", _): return value.count("answer", "answers")
        case ("reason", _): return reasons[plain] ?? spaced(plain)
        case ("role", _): return "role: \(Role(rawValue: plain)?.phrase ?? plain)"
        case ("granted", "true"): return "a yes"
        case ("granted", _): return "a no"
        case ("enrolled", _): return "for \(value.count("patient", "patients"))"
        case ("kind", "phone"): return "the mobile number"
        case ("kind", "email"): return "the e-mail address"
        case ("recallMonths", _): return "recall after \(value.count("month", "months"))"
        default: return "\(spaced(key)): \(value.listed ?? plain)"
        }
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

    /// Deeds about things that have no name, and whose number says nothing to anybody.
    private static let sentences = [
        "complete survey_response": "Saw to a low score",
        "complete reschedule_request": "Saw to a wish for another time",
        "complete inbound_message": "Read a reply", "reopen inbound_message": "Put a reply back",
        "open contact_point": "Opened an address again", "test test_message": "Sent a test message",
        "retry enrollment": "Tried again what was given up", "retry send": "Sent a failed message again",
        "dismiss send": "Put a failed message aside",
    ]

    /// What was done to a draft and taken back, by `DraftChange.Verb`.
    private static let changes = [
        "add": "an added step", "change": "a changed step", "move": "a moved step", "remove": "a removed step",
        "duplicate": "a duplicated step", "duplicate_lane": "a duplicated lane", "trigger": "another start",
        "audience": "another audience", "settings": "other settings", "discard": "discarding the changes",
        "bring_back": "an earlier revision",
    ]

    /// Why an address was opened again, by `ClosedAddress.Opening`.
    private static let reasons = [
        "confirmed": "the person says that it works", "passing": "it was full or switched off for a while",
        "mistaken": "it was refused by mistake",
    ]

    private static let verbs = [
        "add": "added", "change": "changed", "move": "moved", "remove": "removed", "activate": "activated",
        "pause": "paused", "resume": "resumed", "complete": "completed", "archive": "archived", "retry": "tried again",
        "hold": "stopped", "release": "released", "publish": "published", "shift": "shifted the waits of",
        "start": "started", "record": "wrote down an answer for", "drop_draft": "dropped the draft of",
        "undo_pause": "undid the pause of", "reopen": "put back", "dismiss": "put aside", "open": "opened again",
        "correct": "corrected an address of", "take_back": "took back a correction of",
    ]

    private static func path(_ noun: String, _ id: Int64) -> String? {
        switch Deed.Noun(rawValue: noun) {
        case .campaign: Path.campaign(ID(id))
        case .patient: Path.patient(ID(id))
        case .staff: Path.staff(ID(id))
        case .segment: Path.segment(ID(id))
        case .survey: Path.survey(ID(id))
        case .messageTemplate: Path.message(ID(id))
        default: nil
        }
    }
}

extension JSON {
    fileprivate func count(_ one: String, _ many: String) -> String {
        integerValue.map { Numbers.count(Int($0), one, many) } ?? "\(text) \(many)"
    }

    /// The words of a list; nil for what is none.
    fileprivate var listed: String? {
        arrayValue?.map { $0.stringValue ?? $0.text }.joined(separator: ", ")
    }
}
