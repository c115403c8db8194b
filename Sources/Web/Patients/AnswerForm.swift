import Campaigns
import CivilTime
import Markup
import Storage

/// The form that takes down an answer: who, what about, by which channels, yes or no, when, how, and in which words.
struct AnswerForm {
    let facts: Facts
    let times: Times
    var contact = ""
    var answer = ""
    var subjects: Set<String> = []
    var channels: Set<String> = []
    var day = ""
    var how = ""
    var wording = ""
    var problems: [FormProblem] = []

    private static let wordingLimit = 1_000

    /// How an answer reaches staff.
    enum Way: String, CaseIterable {
        case desk, telephone, paper, letter

        /// As it is kept.
        var phrase: String {
            switch self {
            case .desk: "at the desk"
            case .telephone: "by telephone"
            case .paper: "on paper, signed"
            case .letter: "by e-mail or letter"
            }
        }
    }

    /// An empty form: the only person who receives is chosen, and the day is today.
    init(facts: Facts, times: Times) {
        self.facts = facts
        self.times = times
        let receivers = facts.circle.members.isEmpty ? [facts.circle.own] : facts.circle.members.map(\.contact)
        if receivers.count == 1 { contact = receivers[0].id.description }
        day = times.zone.civil(at: times.now).date.text
    }

    /// - Returns: the form as it was filled in, and what was said; nil where something is wrong with it.
    static func read(_ request: Request, _ facts: Facts, _ times: Times) throws -> (
        form: AnswerForm, said: ConsentDesk.Said?
    ) {
        var form = try Form(
            request, names: ["contact", "answer", "day", "how", "wording"], lists: ["subject", "channel"])
        var filled = AnswerForm(facts: facts, times: times)
        filled.contact = form["contact"]
        filled.answer = form["answer"]
        filled.subjects = Set(form.list("subject"))
        filled.channels = Set(form.list("channel"))
        filled.day = form["day"]
        filled.how = form["how"]
        filled.wording = form.lines("wording", limit: wordingLimit)
        let said = filled.said(&form)
        filled.problems = form.problems
        return (filled, form.problems.isEmpty ? said : nil)
    }

    private func said(_ form: inout Form) -> ConsentDesk.Said? {
        let person = facts.circle.everyone.first { $0.id.description == contact }
        if person == nil { form.add("contact", "Choose who said it.") }
        if answer != "yes" && answer != "no" { form.add("answer", "Choose yes or no.") }
        let subjects = Consents.Subject.allCases.filter { self.subjects.contains($0.rawValue) }
        if subjects.isEmpty { form.add("subject", "Choose at least one kind of message.") }
        let channels = Channel.allCases.filter { self.channels.contains($0.rawValue) }
        if channels.isEmpty { form.add("channel", "Choose at least one channel.") }
        let way = Way(rawValue: how)
        if way == nil { form.add("how", "Choose how it was said.") }
        if answer == "yes" && wording.isEmpty {
            form.add("wording", "Write down what the person agreed to: a yes needs its words.")
        }
        let at = moment
        if at == nil { form.add("day", "Give the day on which it was said: today or before.") }
        guard let person, let way, let at else { return nil }
        return ConsentDesk.Said(
            contact: person.id, subjects: subjects, channels: channels, granted: answer == "yes", at: at,
            how: way.phrase,
            wording: wording)
    }

    /// Now, or this time of day on an earlier day; nil for a day to come and what is none.
    private var moment: Instant? {
        let today = times.zone.civil(at: times.now)
        guard let day = CivilDate(day), day <= today.date, day.year >= Self.firstYear else { return nil }
        if day == today.date { return times.now }
        return times.zone.instant(of: day.at(today.time))
    }

    private static let firstYear = 1990

    func fill(_ page: Page, _ fields: FieldPages) {
        typealias Choice = FieldPages.Choice
        let people = [(facts.circle.own, Relation.own)] + facts.circle.members.map { ($0.contact, $0.relation) }
        let who = people.map { contact, relation in
            let places = [contact.email?.shown, contact.phone?.shown].compactMap(\.self)
            return Choice(
                contact.id.description, "\(contact.fullName) · \(PatientReceivers.phrase(relation).lowercased())",
                hint: places.isEmpty ? "No address is known" : places.joined(separator: ", "))
        }
        page.insert("fields", fields.radios("contact", "Who said it?", who, value: contact))
        page.insert(
            "fields",
            fields.radios(
                "answer", "What was said?",
                [Choice("yes", "Yes, please send them"), Choice("no", "No, send them no more")], value: answer))
        page.insert(
            "fields",
            fields.checkboxes(
                "subject", "About which messages?",
                [
                    Choice("marketing", "Offers", hint: "They need a yes before the first one."),
                    Choice(
                        "care", "Care messages",
                        hint: "After a visit, about treatment, and surveys. A no stops reminders too."),
                    Choice("reminder", "Reminders of visits"),
                ], values: subjects))
        page.insert(
            "fields",
            fields.checkboxes(
                "channel", "By which channels?", Channel.allCases.map { Choice($0.rawValue, $0.title) },
                values: channels))
        page.insert(
            "fields",
            fields.radios(
                "how", "How was it said?", Way.allCases.map { Choice($0.rawValue, $0.phrase.capitalizedFirst) },
                value: how))
        page.insert("fields", fields.input("day", "On which day?", value: day, type: "date"))
        page.insert(
            "fields",
            fields.textarea(
                "wording", "In which words?", value: wording,
                hint: "What the person was asked and answered. For a yes it is the proof; for a no it may stay empty.",
                attributes: ["maxlength": String(Self.wordingLimit)]))
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
