import Campaigns
import CivilTime
import Storage
import Tokens

/// The page on which somebody chooses what a clinic may send: less at once, more once the address that is to get it has said
/// so by a code (delivery.md 5). Looking at it changes nothing, since scanners look at every link.
enum PreferencesAnswer {
    /// `GET /p/f/TOKEN`
    static func show(_ request: Request, _ call: Call) throws -> Response {
        try answer(request, call) { person in
            let isSaved = request.query["saved"] == "1"
            return try page(of: person, request, call, isSaved: isSaved).respond()
        }
    }

    /// `POST /p/f/TOKEN`: the boxes as they are ticked. Without the mark of our own form nothing is changed, so that no
    /// program's empty POST ends reminders.
    static func save(_ request: Request, _ call: Call) throws -> Response {
        try answer(request, call) { person in
            let words = PublicWords(language: person.language)
            guard let fields = Fields(form: request.body), fields["save"] == "1" else {
                throw HTTPRefusal.badRequest(words.unreadable)
            }
            let ticked = Set(
                person.preferences.channels.flatMap { channel in
                    fields.values(PreferencesPage.field(channel)).compactMap(Consents.Subject.init).map {
                        Preferences.Choice($0, channel)
                    }
                })
            let change = person.preferences.change(to: ticked)
            try PreferenceStore(call.db).refuse(
                change.refused.map { ($0, words.wording($0.subject, $0.channel)) }, by: person, at: call.now)
            let problems =
                try change.incomplete.map {
                    FormProblem(PreferencesPage.field($0), words.incomplete)
                } + ask(for: change.wanted, by: person, words, call)
            guard problems.isEmpty else {
                var page = page(of: person, request, call)
                (page.ticked, page.problems) = (ticked, problems)
                return try page.respond(status: 422)
            }
            return .redirect(to: path(request) + (change.wanted.isEmpty ? "?saved=1" : ""))
        }
    }

    /// `POST /p/f/TOKEN/code`: what the address was sent.
    static func confirm(_ request: Request, _ call: Call) throws -> Response {
        try answer(request, call) { person in
            let words = PublicWords(language: person.language)
            guard let fields = Fields(form: request.body), let wish = fields["wish"].flatMap({ Int64($0) }) else {
                throw HTTPRefusal.badRequest(words.unreadable)
            }
            let id = ID<PreferenceCode>(wish)
            let typed = fields[PreferencesPage.codeField(id)] ?? ""
            let codes = AddressCode(keys: call.keys)
            let outcome = try PreferenceCodes(call.db).confirm(id, by: person, at: call.now) {
                codes.isRight(typed, of: $0)
            }
            var page = page(of: person, request, call)
            switch outcome {
            case .done: return .redirect(to: path(request) + "?saved=1")
            case .over: page.isOver = true
            case .wrong(let left) where left > 0:
                page.problems = [FormProblem(PreferencesPage.codeField(id), words.codeWrong(left))]
            case .wrong: page.isOver = true
            }
            return try page.respond(status: 422)
        }
    }

    /// - Returns: what keeps an address from being asked.
    private static func ask(
        for wanted: [Preferences.Choice], by person: PreferenceStore.Person, _ words: PublicWords, _ call: Call
    ) throws -> [FormProblem] {
        let channels = Dictionary(grouping: wanted, by: \.channel).sorted { $0.key.rawValue < $1.key.rawValue }
        return try channels.compactMap { channel, choices in
            let wording = choices.map { words.wording($0.subject, channel) }.joined(separator: "; ")
            let wish = PreferenceCodes.Wish(channel: channel, subjects: choices.map(\.subject), wording: wording)
            let field = PreferencesPage.field(channel)
            switch try PreferenceCodes(call.db).ask(wish, by: person, nonce: call.makeSecret().hash, at: call.now) {
            case .asked: return nil
            case .tooMany(let until):
                return FormProblem(field, words.tooMany(max(1, (until.seconds(since: call.now) + 59) / 60)))
            case .impossible: return FormProblem(field, words.impossible)
            }
        }
    }

    private static func page(
        of person: PreferenceStore.Person, _ request: Request, _ call: Call, isSaved: Bool = false
    ) -> PreferencesPage {
        PreferencesPage(call: call, person: person, path: path(request), isSaved: isSaved)
    }

    /// The page's own address, from whichever of its forms.
    private static func path(_ request: Request) -> String {
        request.path.hasSuffix("/code") ? String(request.path.dropLast("/code".count)) : request.path
    }

    private static func answer(
        _ request: Request, _ call: Call, _ respond: (PreferenceStore.Person) throws -> Response
    ) throws -> Response {
        let token = try PublicPage.token(request)
        switch PublicPage.links(call).readPreferences(token, now: call.now.seconds) {
        case .refused: return try PublicPage.gone(call)
        case .expired: return try PublicPage.gone(call, status: 410)
        case .valid(let subject):
            let store = PreferenceStore(call.db)
            guard let person = try store.person(of: ID(subject.send), in: ID(subject.clinic)) else {
                return try PublicPage.gone(call)
            }
            return try respond(person)
        }
    }
}
