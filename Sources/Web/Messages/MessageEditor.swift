import Campaigns
import Letters
import Storage

/// Makes and edits message templates; each save is a new version, guarded by the number of the one before.
enum MessageEditor {
    /// `?channel=sms` or `email`.
    static func showNew(_ request: Request, _ visit: Visit) throws -> Response {
        guard let channel = channel(request.query["channel"] ?? "email") else { throw HTTPRefusal.notFound }
        return try MessagePage(visit: visit, clinic: visit.clinic(), form: MessageForm(channel), stored: nil).respond()
    }

    static func create(_ request: Request, _ visit: Visit) throws -> Response {
        var form = try Form(request, names: MessageForm.names)
        guard let channel = channel(form["channel"]) else {
            throw HTTPRefusal.badRequest(
                "The form does not say whether it is an e-mail or an SMS. Nothing was changed.")
        }
        let clinic = try visit.clinic()
        let typed = MessageForm(channel, form)
        let draft = typed.draft(&form, language: clinic.language)
        var page = MessagePage(visit: visit, clinic: clinic, form: typed, stored: nil)
        page.drawn = draft.template
        if form.isTicked("show") { return try page.respond() }
        guard form.problems.isEmpty else {
            page.problems = form.problems
            return try page.respond(status: 422)
        }
        let id = try MessageTemplateStore(visit.db).create(
            draft, in: visit.clinicID, by: visit.author, at: visit.now)
        return try visit.redirect(to: Path.message(id), notice: Notice("“\(draft.name)” is saved."))
    }

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let clinic = try visit.clinic()
        let stored = try stored(request, clinic, visit)
        var page = MessagePage(visit: visit, clinic: clinic, form: MessageForm(stored), stored: stored)
        page.version = stored.number
        page.drawn = stored
        page.isSaved = true
        page.patient = request.query["patient"].flatMap { ID<Patient>(text: $0) }
        return try page.respond()
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let clinic = try visit.clinic()
        let stored = try stored(request, clinic, visit)
        var form = try Form(request, names: MessageForm.names)
        let typed = MessageForm(stored.channel, form)
        let draft = typed.draft(&form, language: stored.language)
        var page = MessagePage(visit: visit, clinic: clinic, form: typed, stored: stored)
        page.version = form.version
        page.drawn = draft.template
        if form.isTicked("show") { return try page.respond() }
        guard form.problems.isEmpty else {
            page.problems = form.problems
            return try page.respond(status: 422)
        }
        switch try MessageTemplateStore(visit.db).save(
            draft, of: stored.id, ifNumber: form.version, in: visit.clinicID, by: visit.author,
            at: visit.now)
        {
        case .saved:
            return try visit.redirect(
                to: Path.message(stored.id),
                notice: Notice(
                    "“\(draft.name)” is saved.", "Running campaigns keep their text until they are published.")
            )
        case .gone: throw HTTPRefusal.notFound
        case .stale(let current, let by):
            page.version = current.number
            page.conflict =
                "\(by ?? "Somebody") saved another text while you had this open. It begins: “\(current.body.prefix(120))”."
            return try page.respond(status: 409)
        }
    }

    /// The stored e-mail for `?patient=`, alone: what the frame shows.
    static func showBody(_ request: Request, _ visit: Visit) throws -> Response {
        let clinic = try visit.clinic()
        let stored = try stored(request, clinic, visit)
        guard stored.channel == .email, let patient = request.query["patient"].flatMap({ ID<Patient>(text: $0) }),
            let facts = try FactsStore(visit.db).facts(of: patient, in: clinic)
        else { throw HTTPRefusal.notFound }
        let preview = MessagePreview(
            template: stored, facts: facts, now: visit.now, links: visit.sampleLinks)
        guard let message = preview.message else { throw HTTPRefusal.notFound }
        return EmailHTML.response(
            try message.htmlDocument(language: stored.language, clinicName: clinic.name))
    }

    static func choosePatient(_ request: Request, _ visit: Visit) throws -> Response {
        try chooser(request, visit).show()
    }

    static func searchPatient(_ request: Request, _ visit: Visit) throws -> Response {
        try chooser(request, visit).search(request)
    }

    private static func chooser(_ request: Request, _ visit: Visit) throws -> PatientChooser {
        let stored = try stored(request, visit.clinic(), visit)
        return PatientChooser(
            visit: visit, lead: "For the preview of “\(stored.name)”; nothing is sent.",
            path: Path.messagePatients(stored.id),
            frame: Frame(
                title: "Choose a patient",
                crumbs: [Crumb(Noun.messages.name, Path.messages), Crumb(stored.name, Path.message(stored.id))],
                noun: .messages),
            target: { Path.message(stored.id, for: $0) })
    }

    private static func stored(_ request: Request, _ clinic: Clinic, _ visit: Visit) throws -> MessageTemplate {
        let id: ID<MessageTemplate> = try request.id("id")
        guard
            let stored = try MessageTemplateStore(visit.db).template(
                id, language: clinic.language, in: visit.clinicID)
        else { throw HTTPRefusal.notFound }
        return stored
    }

    /// "sms", "EMAIL"; nil for a channel that has no templates.
    private static func channel(_ text: String) -> Channel? {
        Channel(rawValue: text.uppercased()).flatMap { StepForm.channels.contains($0) ? $0 : nil }
    }
}
