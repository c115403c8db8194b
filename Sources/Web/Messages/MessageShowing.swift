import Campaigns
import Letters
import Storage

/// Shows a message text before it is saved, and the e-mail alone for its frame.
enum MessageShowing {
    /// The whole page with the text as typed; a script takes the preview out of it.
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try MessageTyped(request, visit).page(visit).respond()
    }

    /// The e-mail as typed, for a frame that the form is posted into.
    static func showTypedBody(_ request: Request, _ visit: Visit) throws -> Response {
        let typed = try MessageTyped(request, visit)
        let subject = try MessageSubject(visit, typed.clinic, asked: typed.patient)
        return try body(typed.draft.template, subject, visit)
    }

    /// The stored e-mail for `?patient=`, alone: what the frame shows.
    static func showBody(_ request: Request, _ visit: Visit) throws -> Response {
        let texts = try MessageEditor.texts(request.id("id"), visit)
        let clinic = try visit.clinic()
        guard let stored = texts.inLanguage(request.query["language"], else: clinic.language), stored.channel == .email,
            let patient = request.query["patient"].flatMap({ ID<Patient>(text: $0) })
        else { throw HTTPRefusal.notFound }
        let subject = try MessageSubject(visit, clinic, asked: patient)
        guard subject.chosen?.patient.id == patient else { throw HTTPRefusal.notFound }
        return try body(stored, subject, visit)
    }

    private static func body(_ template: MessageTemplate, _ subject: MessageSubject, _ visit: Visit) throws -> Response
    {
        guard let facts = subject.chosen,
            let message = MessagePreview(template: template, facts: facts, now: visit.now, links: visit.sampleLinks)
                .message
        else { throw HTTPRefusal.notFound }
        return EmailHTML.response(
            try message.htmlDocument(language: template.language, clinicName: facts.clinic.name))
    }
}

/// Those for whom a text may be shown, who come next, and the one for whom it is.
struct MessageSubject {
    let offered: [Facts]
    /// nil while the clinic has nobody to show it for.
    let chosen: Facts?

    init(_ visit: Visit, _ clinic: Clinic, asked: ID<Patient>?) throws {
        var ids = try UpcomingStore(visit.db).patients(in: clinic.id, from: visit.now, visits: PatientChooser.most)
        if let asked, !ids.contains(asked) { ids.insert(asked, at: 0) }
        let facts = try FactsStore(visit.db).facts(of: ids, in: clinic)
        offered = ids.compactMap { facts[$0] }
        chosen = asked.flatMap { facts[$0] } ?? offered.first
    }
}
