import Campaigns
import CivilTime
import Markup
import Storage

/// What the page of a person's messages shows: a box for each kind by each channel, a field for each code that is awaited,
/// and what came.
struct PreferencesPage {
    let call: Call
    let person: PreferenceStore.Person
    /// The page's own address.
    let path: String
    /// Boxes as they were ticked; nil for those that hold.
    var ticked: Set<Preferences.Choice>?
    var isSaved = false
    /// A code was typed that is good no more.
    var isOver = false
    var problems: [FormProblem] = []

    var words: PublicWords { PublicWords(language: person.language) }

    /// The order in which people care for them.
    static let subjects: [Consents.Subject] = [.reminder, .care, .marketing]

    /// How a channel's boxes are called in the form.
    static func field(_ channel: Channel) -> String { channel == .sms ? "sms" : "email" }
    static func codeField(_ id: ID<PreferenceCode>) -> String { "code-\(id)" }

    func respond(status: Int = 200) throws -> Response {
        let page = call.page("public/preferences.html")
        let fields = FieldPages(templates: call.templates, problems: problems)
        fields.fillErrors(page, title: words.lookAgain)
        page.text("title", words.greeting(person.contact.firstName))
        page.keep("saved", if: isSaved)
        page.text("saved", words.saved)
        page.keep("over", if: isOver)
        page.text("over", words.codeOver)
        try fillCodes(page, fields)
        page.text("intro", words.intro(person.clinicName))
        fillChoices(page, fields)
        fillClosed(page)
        try fillReceived(page)
        page.keep("reach", if: !person.clinicPhone.isEmpty)
        page.text("reach", words.reach(person.clinicPhone))
        let sender = PublicPage.Sender(name: person.clinicName, address: person.clinicAddress)
        return try PublicPage.respond(
            page, title: words.title, by: sender, language: words.language, status: status, call)
    }

    private func fillCodes(_ page: Page, _ fields: FieldPages) throws {
        let pending = try PreferenceCodes(call.db).pending(of: person, at: call.now)
        page.each("pending", pending) { row, wish in
            row.text("code-title", words.codeTitle)
            row.text("code-text", words.codeText(wish.channel))
            row.text("code-for", words.codeFor(wish.wording))
            row.attribute("code-form", "action", path + "/code")
            row.attribute("wish", "value", wish.id.description)
            row.insert(
                "code",
                fields.input(
                    Self.codeField(wish.id), words.codeLabel, value: "",
                    attributes: ["inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12"]))
            row.text("code-button", words.codeButton)
        }
    }

    private func fillChoices(_ page: Page, _ fields: FieldPages) {
        let open = person.preferences.channels.filter { person.preferences.closure(of: $0) == nil }
        page.keep("choices", if: !open.isEmpty)
        page.attribute("form", "action", path)
        for channel in open {
            let choices = Self.subjects.map {
                FieldPages.Choice($0.rawValue, words.kind($0), hint: words.hint($0))
            }
            page.insert(
                "fields",
                fields.checkboxes(Self.field(channel), words.by(channel), choices, values: values(of: channel)))
        }
        page.text("save", words.save)
    }

    private func values(of channel: Channel) -> Set<String> {
        let wanted = Self.subjects.filter { subject in
            ticked?.contains(Preferences.Choice(subject, channel)) ?? person.preferences.wants(subject, by: channel)
        }
        return Set(wanted.map(\.rawValue))
    }

    private func fillClosed(_ page: Page) {
        let closed = person.preferences.channels.compactMap { channel in
            person.preferences.closure(of: channel).map { (channel: channel, closure: $0) }
        }
        page.each("closed", closed) { row, one in
            row.text("closed-title", words.by(one.channel))
            row.text("closed", words.closed(one.closure, one.channel))
        }
    }

    private func fillReceived(_ page: Page) throws {
        let year = call.now.adding(hours: -24 * 365)
        let received = try PreferenceStore(call.db).received(by: person, since: year)
        page.text("sends", words.sends(person.clinicName))
        page.each("kind", Self.subjects) { row, subject in
            row.text("kind", words.kind(subject))
            row.text("kind-text", words.hint(subject))
            let amount = received.filter { Self.subject(of: $0.lane) == subject }.reduce(0) { $0 + $1.amount }
            row.text("kind-count", words.received(amount))
        }
    }

    private static func subject(of lane: SendLane) -> Consents.Subject {
        switch lane {
        case .reminder: .reminder
        case .followUp, .survey: .care
        case .marketing: .marketing
        }
    }
}
