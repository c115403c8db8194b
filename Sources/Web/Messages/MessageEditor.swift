import Campaigns
import Letters
import Storage

/// Makes and edits message templates; each save is a new version, guarded by the number of the one before.
enum MessageEditor {
    /// `?channel=sms`, `email`, `in_app` or `push`; with `?test=3` as it was typed for that test.
    static func showNew(_ request: Request, _ visit: Visit) throws -> Response {
        guard let channel = channel(request.query["channel"] ?? "email") else { throw HTTPRefusal.notFound }
        let clinic = try visit.clinic()
        var page = MessagePage(
            visit: visit, clinic: clinic, form: MessageForm(channel, language: clinic.language), texts: [])
        try page.take(tested: request)
        return try page.respond()
    }

    static func create(_ request: Request, _ visit: Visit) throws -> Response {
        let typed = try MessageTyped(request, visit)
        guard typed.form.problems.isEmpty else { return try refused(typed, visit) }
        let id = try MessageTemplateStore(visit.db).create(
            typed.draft, in: visit.clinicID, by: visit.author, at: visit.now)
        return try visit.redirect(to: Path.message(id), notice: Notice("“\(typed.draft.name)” is saved."))
    }

    /// `?language=es` shows that text, or an empty form for it; `?test=3` as it was typed for that test.
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let texts = try texts(request.id("id"), visit)
        let clinic = try visit.clinic()
        let asked = request.query["language"].flatMap { LanguageTag.isValid($0) ? $0 : nil }
        guard let usual = texts.inLanguage(nil, else: clinic.language) else { throw HTTPRefusal.notFound }
        let shown: MessageTemplate? = asked.map { tag in texts.first { $0.language == tag } } ?? usual
        let form =
            shown.map { MessageForm($0) }
            ?? MessageForm(usual.channel, language: asked ?? usual.language, name: usual.name)
        var page = MessagePage(visit: visit, clinic: clinic, form: form, texts: texts)
        page.version = usual.number
        page.drawn = shown
        page.isSaved = shown != nil
        page.patient = request.query["patient"].flatMap { ID<Patient>(text: $0) }
        try page.take(tested: request)
        return try page.respond()
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let id: ID<MessageTemplate> = try request.id("id")
        let typed = try MessageTyped(request, of: id, visit)
        guard typed.form.problems.isEmpty else { return try refused(typed, visit) }
        switch try MessageTemplateStore(visit.db).save(
            typed.draft, of: id, ifNumber: typed.form.version, in: visit.clinicID, by: visit.author, at: visit.now)
        {
        case .saved:
            return try visit.redirect(
                to: Path.message(id, in: typed.typed.language),
                notice: Notice(
                    "“\(typed.draft.name)” is saved.", "Running campaigns keep their text until they are published."))
        case .gone: throw HTTPRefusal.notFound
        case .stale(let current, let by):
            var page = typed.page(visit)
            page.version = current.number
            page.conflict =
                "\(by ?? "Somebody") saved another text while you had this open. It begins: “\(current.body.prefix(120))”."
            return try page.respond(status: 409)
        }
    }

    private static func refused(_ typed: MessageTyped, _ visit: Visit) throws -> Response {
        var page = typed.page(visit)
        page.problems = typed.form.problems
        return try page.respond(status: 422)
    }

    static func choosePatient(_ request: Request, _ visit: Visit) throws -> Response {
        try chooser(request, visit).show()
    }

    static func searchPatient(_ request: Request, _ visit: Visit) throws -> Response {
        try chooser(request, visit).search(request)
    }

    private static func chooser(_ request: Request, _ visit: Visit) throws -> PatientChooser {
        let id: ID<MessageTemplate> = try request.id("id")
        guard let stored = try texts(id, visit).first else { throw HTTPRefusal.notFound }
        return PatientChooser(
            visit: visit, lead: "For the preview of “\(stored.name)”; nothing is sent.",
            path: Path.messagePatients(id),
            frame: Frame(
                title: "Choose a patient",
                crumbs: [Crumb(Noun.messages.name, Path.messages), Crumb(stored.name, Path.message(id))],
                noun: .messages),
            target: { Path.message(id, for: $0) })
    }

    /// Every text of a template of the clinic's own, at least one.
    static func texts(_ id: ID<MessageTemplate>, _ visit: Visit) throws -> [MessageTemplate] {
        let texts = try MessageTemplateStore(visit.db).texts(id, in: visit.clinicID)
        guard !texts.isEmpty else { throw HTTPRefusal.notFound }
        return texts
    }

    /// "sms", "EMAIL"; nil for a channel that has no templates.
    static func channel(_ text: String) -> Channel? {
        Channel(rawValue: text.uppercased()).flatMap { StepForm.channels.contains($0) ? $0 : nil }
    }
}
