import Campaigns
import Storage

/// Moves and removes steps of a draft.
enum StepMoves {
    /// The fields of the drawing's buttons and of what is dropped on it.
    static let names: Set<String> = ["direction", "to", Form.versionField]

    /// Past the neighbour, by a button; or to a place of the draft as it was looked at.
    static func move(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaignOfOwnSteps(request).id
        let step: ID<Step> = try request.id("step")
        let form = try Form(request, names: names)
        if let place = StepPlace(text: form["to"]) { return try move(step, to: place, form.version, request, visit) }
        guard let direction = StepStore.Direction(rawValue: form["direction"]), form.problems.isEmpty else {
            throw HTTPRefusal.badRequest("A step moves up, down, or to a place of the workflow. Nothing was changed.")
        }
        let outcome = try StepStore(visit.db).move(
            step, direction, of: campaign, in: visit.clinicID, by: visit.author, at: visit.now)
        if case .gone = outcome { return try tell(removed: step, of: campaign, visit) }
        try demand(outcome)
        return .redirect(to: Path.card(step, of: campaign, by: direction))
    }

    private static func move(
        _ step: ID<Step>, to place: StepPlace, _ version: Int, _ request: Request, _ visit: Visit
    ) throws -> Response {
        let campaign: ID<Campaign> = try request.id("id")
        let placing = try StepStore(visit.db).place(
            step, in: place.lane, at: place.position, ifVersion: nil, ifDraft: version, of: campaign,
            in: visit.clinicID, by: visit.author, at: visit.now)
        switch placing {
        case .edited(.gone): return try tell(removed: step, of: campaign, visit)
        case .edited(let outcome):
            try demand(outcome)
            return .redirect(to: Path.card(step, of: campaign))
        case .draftChanged:
            return try BuilderPage(visit: visit, draft: Draft.load(request, visit)).tell("Nothing was moved.")
        case .noLane: return try refuse("There is no such lane, or it stands inside the step.", campaign, visit)
        case .tooDeep:
            return try refuse(
                "Lanes stand at most \(Workflow.maximumDepth) deep in each other.", campaign, visit)
        }
    }

    private static func refuse(_ why: String, _ campaign: ID<Campaign>, _ visit: Visit) throws -> Response {
        try visit.redirect(to: Path.builder(campaign), notice: Notice("Nothing was moved.", why, tone: .warn))
    }

    /// The first POST, from the step's form, asks; the second, which says so, removes.
    static func remove(_ request: Request, _ visit: Visit) throws -> Response {
        let (draft, builder) = try StepEditor.open(request, visit)
        let id: ID<Step> = try request.id("step")
        guard let step = draft.step(id) else { return try tell(removed: id, of: draft.campaign.id, visit) }
        let form = try StepForm.posted(step.kind, request, also: ["confirmed"])
        guard form.isTicked("confirmed"), form.problems.isEmpty else {
            return try builder.respond(.step(step.id), RemovePanel(visit: visit, draft: draft, step: step).page())
        }
        let outcome = try StepStore(visit.db).remove(
            step.id, ifVersion: form.version, of: draft.campaign.id, in: visit.clinicID, by: visit.author,
            at: visit.now)
        if case .stale(let current, _) = outcome {
            let panel = RemovePanel(visit: visit, draft: draft, step: current, isChanged: true)
            return try builder.respond(.step(step.id), panel.page(), status: 409)
        }
        if case .gone = outcome { return try tell(removed: id, of: draft.campaign.id, visit) }
        try demand(outcome)
        return try visit.redirect(to: Path.builder(draft.campaign.id), notice: Notice("The step is removed."))
    }

    /// Somebody else removed it before: nothing is left to do, and it is said.
    static func tell(removed step: ID<Step>, of campaign: ID<Campaign>, _ visit: Visit) throws -> Response {
        guard let removed = try StepStore(visit.db).removed(step, of: campaign, in: visit.clinicID) else {
            throw HTTPRefusal.notFound
        }
        let who = removed.by ?? "Somebody"
        return try visit.redirect(
            to: Path.builder(campaign), notice: Notice("\(who) removed this step \(visit.times.near(removed.at))."))
    }

    private static func demand(_ outcome: EditOutcome<DraftStep>) throws {
        switch outcome {
        case .done, .stale: return
        case .fixed(let status): throw HTTPRefusal.noDraft(status)
        case .gone: throw HTTPRefusal.notFound
        }
    }
}
