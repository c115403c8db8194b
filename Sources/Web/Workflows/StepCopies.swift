import Campaigns
import Storage

/// Copies steps and lanes of a draft.
enum StepCopies {
    static func step(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaignOfOwnSteps(request).id
        let form = try Form(request, names: StepMoves.names)
        let copying = try StepStore(visit.db).duplicate(
            request.id("step"), ifDraft: form.version, of: campaign, in: visit.clinicID, by: visit.author,
            at: visit.now, makeKey: visit.call.makeExperimentKey)
        return try answer(copying, campaign, request, visit)
    }

    static func lane(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaignOfOwnSteps(request).id
        let form = try Form(request, names: StepMoves.names)
        guard let lane = request.parameters["lane"].flatMap(LaneKey.init) else { throw HTTPRefusal.notFound }
        let copying = try StepStore(visit.db).duplicate(
            lane: lane, of: request.id("step"), ifDraft: form.version, campaign, in: visit.clinicID,
            by: visit.author, at: visit.now, makeKey: visit.call.makeExperimentKey)
        return try answer(copying, campaign, request, visit)
    }

    private static func answer(_ copying: StepCopying, _ campaign: ID<Campaign>, _ request: Request, _ visit: Visit)
        throws -> Response
    {
        switch copying {
        case .copied(let id): return .redirect(to: Path.card(id, of: campaign))
        case .fixed(let status): throw HTTPRefusal.noDraft(status)
        case .gone: return try StepMoves.tell(removed: request.id("step"), of: campaign, visit)
        case .draftChanged:
            return try BuilderPage(visit: visit, draft: Draft.load(request, visit)).tell("Nothing was copied.")
        case .full:
            return try refuse("A workflow holds at most \(Workflow.maximumSteps) steps.", campaign, visit)
        case .fullOfLanes:
            return try refuse("A step has at most \(Branch.maximumLanes) lanes.", campaign, visit)
        }
    }

    private static func refuse(_ why: String, _ campaign: ID<Campaign>, _ visit: Visit) throws -> Response {
        try visit.redirect(to: Path.builder(campaign), notice: Notice("Nothing was copied.", why, tone: .warn))
    }
}
