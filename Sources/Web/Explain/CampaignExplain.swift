import Campaigns
import Storage

/// Why a campaign writes to one patient, or does not: for whoever is asked at the desk. Nothing is written.
enum CampaignExplain {
    /// `?patient=3&appointment=9`.
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        guard let asked = try AskedPatient(request, visit, in: visit.clinic()) else {
            return try ExplainSheet(visit: visit, campaign: campaign).respond()
        }
        let question = try ExplainStore(visit.db, revisions: RevisionStore(visit.db))
            .question(campaign, facts: asked.facts, appointment: asked.appointment, at: visit.now)
        return try ExplainSheet(
            visit: visit, campaign: campaign,
            asked: .init(facts: asked.facts, chosen: asked.appointment, terms: question.terms),
            explanation: CampaignExplanation(answering: question)
        ).respond()
    }

    /// The choice of a visit, which leads to the page's own address: ids, no names.
    static func choose(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let form = try Form(request, names: ["patient", "appointment"])
        guard let patient = ID<Patient>(text: form["patient"]), form.problems.isEmpty else {
            return try ExplainSheet(
                visit: visit, campaign: campaign, problems: [FormProblem("patient", "Choose a patient.")]
            ).respond(status: 422)
        }
        return .redirect(
            to: Path.explain(campaign.id, patient: patient, appointment: ID<Appointment>(text: form["appointment"])))
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
            visit: visit, lead: "Whose messages of “\(campaign.name)” shall be explained?",
            path: Path.explainPatients(campaign.id),
            frame: Frame(
                title: "Choose a patient",
                crumbs: [Crumb(Noun.campaigns.name, Path.campaigns), Crumb(campaign.name, Path.explain(campaign.id))]),
            target: { Path.explain(campaign.id, patient: $0, appointment: nil) })
    }
}

extension Path {
    static func explainPatients(_ id: ID<Campaign>) -> String { "\(explain(id))/patients" }

    static func explain(_ id: ID<Campaign>, patient: ID<Patient>, appointment: ID<Appointment>?) -> String {
        with(explain(id), [("patient", patient.description), ("appointment", appointment?.description ?? "")])
    }
}
