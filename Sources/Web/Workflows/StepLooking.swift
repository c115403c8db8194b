import Campaigns
import Storage

/// Chooses the patient whose messages are shown beside a step.
enum StepLooking {
    static func choose(_ request: Request, _ visit: Visit) throws -> Response {
        try chooser(request, visit).show()
    }

    static func search(_ request: Request, _ visit: Visit) throws -> Response {
        try chooser(request, visit).search(request)
    }

    /// `?step=7` goes back to the step; `?add=0.main.2` to the form of a new message there.
    private static func chooser(_ request: Request, _ visit: Visit) throws -> PatientChooser {
        let campaign = try visit.campaign(request)
        let place = request.query["add"].flatMap(StepPlace.init(text:))
        let step = request.query["step"].flatMap(ID<Step>.init(text:))
        let back =
            place.map { Path.newStep(.send, at: $0, of: campaign.id) }
            ?? step.map { Path.builder(campaign.id, step: $0) } ?? Path.builder(campaign.id)
        let opened = place.map { "add=\($0.text)" } ?? step.map { "step=\($0)" } ?? ""
        return PatientChooser(
            visit: visit, lead: "Whose messages stand beside the steps of “\(campaign.name)”; nothing is sent.",
            path: Path.lookedPatients(campaign.id, for: opened),
            frame: Frame(
                title: "Choose a patient",
                crumbs: [Crumb(Noun.campaigns.name, Path.campaigns), Crumb(campaign.name, back)]),
            target: { Path.with(back, Looking(patient: $0)) })
    }
}
