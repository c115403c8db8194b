import Campaigns
import CivilTime
import Letters
import Markup
import Storage

/// The whole campaign for a chosen patient and visit: every message as it would leave, and why, or why not. Nothing is
/// written.
enum CampaignPreviewPage {
    /// `?patient=3&appointment=9`.
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let draft = try Draft.load(request, visit)
        guard let asked = try AskedPatient(request, visit, in: draft.clinic) else {
            return try PreviewSheet(visit: visit, draft: draft).respond()
        }
        return try PreviewSheet(visit: visit, draft: draft, facts: asked.facts, chosen: asked.appointment).respond()
    }

    /// The choice of a visit, which leads to the page's own address: ids, no names.
    static func choose(_ request: Request, _ visit: Visit) throws -> Response {
        let draft = try Draft.load(request, visit)
        let form = try Form(request, names: ["patient", "appointment"])
        guard let patient = ID<Patient>(text: form["patient"]), form.problems.isEmpty else {
            return try PreviewSheet(
                visit: visit, draft: draft, problems: [FormProblem("patient", "Choose a patient.")]
            ).respond(status: 422)
        }
        let appointment = ID<Appointment>(text: form["appointment"])
        return .redirect(to: Path.preview(draft.campaign.id, patient: patient, appointment: appointment))
    }

    static func choosePatient(_ request: Request, _ visit: Visit) throws -> Response {
        try chooser(request, visit).show()
    }

    static func searchPatient(_ request: Request, _ visit: Visit) throws -> Response {
        try chooser(request, visit).search(request)
    }

    private static func chooser(_ request: Request, _ visit: Visit) throws -> PatientChooser {
        let campaign = try visit.campaign(request)
        return PatientChooser(
            visit: visit, lead: "For the preview of “\(campaign.name)”; nothing is sent.",
            path: Path.previewPatients(campaign.id),
            frame: Frame(
                title: "Choose a patient",
                crumbs: [Crumb(Noun.campaigns.name, Path.campaigns), Crumb(campaign.name, Path.preview(campaign.id))]),
            target: { Path.preview(campaign.id, patient: $0, appointment: nil) })
    }

    /// One e-mail of the preview, alone: what its frame shows.
    static func showBody(_ request: Request, _ visit: Visit) throws -> Response {
        let draft = try Draft.load(request, visit)
        guard let asked = try AskedPatient(request, visit, in: draft.clinic),
            let number = request.query["message"].flatMap({ Int($0) })
        else { throw HTTPRefusal.notFound }
        let messages = try visit.preview(of: draft, for: asked.facts, about: asked.appointment).preview().messages
        guard messages.indices.contains(number), let message = messages[number].message, message.channel == .email
        else {
            throw HTTPRefusal.notFound
        }
        let template = messages[number].planned.template.flatMap { draft.templates[$0] }
        return EmailHTML.response(
            try message.htmlDocument(
                language: template?.language ?? draft.clinic.language, clinicName: draft.clinic.name))
    }
}

extension Visit {
    func preview(of draft: Draft, for facts: Facts, about chosen: ID<Appointment>?) -> DraftPreview {
        DraftPreview(
            db: db, now: now, links: sampleLinks, draft: draft, facts: facts,
            chosen: chosen)
    }
}

extension Path {
    static func previewPatients(_ id: ID<Campaign>) -> String { "\(preview(id))/patients" }

    static func preview(_ id: ID<Campaign>, patient: ID<Patient>, appointment: ID<Appointment>?) -> String {
        with(preview(id), [("patient", patient.description), ("appointment", appointment?.description ?? "")])
    }

    /// One e-mail of a preview, by its place in it.
    static func previewBody(
        _ id: ID<Campaign>, patient: ID<Patient>, appointment: ID<Appointment>?, message: Int
    ) -> String {
        with(
            "\(preview(id))/message.html",
            [
                ("patient", patient.description), ("appointment", appointment?.description ?? ""),
                ("message", String(message)),
            ])
    }
}
