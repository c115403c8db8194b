import Campaigns
import Storage

/// Adds and saves steps of a draft; what cannot be saved comes back as it was typed.
enum StepEditor {
    static func add(_ request: Request, _ visit: Visit) throws -> Response {
        let (draft, builder) = try open(request, visit)
        guard let kind = try peek("type", in: request).flatMap(StepForm.Kind.init(rawValue:)) else {
            throw HTTPRefusal.badRequest("The form does not say which kind of step to add. Nothing was changed.")
        }
        var form = try StepForm.posted(kind, request)
        let typed = StepForm(kind, form, offers: try draft.offers(visit.db))
        let place = StepPlace(text: form["add"]) ?? draft.end
        var panel = StepPanel(visit: visit, draft: draft, form: typed, target: .new(place))
        guard let spot = draft.storePlace(place) else { return try elsewhere(panel, than: place) }
        if typed.isRearranged(form) {
            return try builder.respond(.place(place), panel.page())
        }
        guard let reading = typed.reading(&form, in: draft, stored: nil, makeKey: visit.call.makeExperimentKey) else {
            panel.problems = form.problems
            return try builder.respond(.place(place), panel.page(), status: 422)
        }
        if form.isTicked(StepLook.button) {
            panel.tried = reading
            return try builder.respond(.place(place), panel.page())
        }
        switch try StepStore(visit.db).add(
            name: reading.name, reading.action, at: spot, to: draft.campaign.id, in: visit.clinicID,
            by: visit.author, at: visit.now)
        {
        case .added(let id): return .redirect(to: Path.with(Path.card(id, of: draft.campaign.id), draft.looking))
        case .fixed(let status): throw HTTPRefusal.noDraft(status)
        case .gone:
            // Taken away since the draft was read, a moment ago.
            panel = StepPanel(visit: visit, draft: try Draft.load(request, visit), form: typed, target: .new(place))
            return try elsewhere(panel, than: place)
        case .full:
            panel.problems = [
                FormProblem("name", "A workflow holds at most \(Workflow.maximumSteps) steps; remove one first.")
            ]
            return try builder.respond(.place(place), panel.page(), status: 422)
        case .tooDeep:
            panel.problems = [
                FormProblem("name", "Lanes stand at most \(Workflow.maximumDepth) deep in each other.")
            ]
            return try builder.respond(.place(place), panel.page(), status: 422)
        }
    }

    /// Somebody took away where the new step was to stand: it is told, with the nearest place that is left.
    private static func elsewhere(_ panel: StepPanel, than lost: StepPlace) throws -> Response {
        let (visit, draft) = (panel.visit, panel.draft)
        guard let nearest = try draft.nearest(to: lost, StepStore(visit.db)) else { throw HTTPRefusal.notFound }
        var panel = StepPanel(visit: visit, draft: draft, form: panel.form, target: .new(nearest.place))
        panel.conflict = StepConflict(
            lost: nearest.lost ?? .init(by: nil, at: nil), anewAt: nearest.place, draft, visit.times)
        return try BuilderPage(visit: visit, draft: draft).respond(.place(nearest.place), panel.page(), status: 409)
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let (draft, builder) = try open(request, visit)
        let id: ID<Step> = try request.id("step")
        guard let step = draft.step(id) else { return try anew(id, request, visit, draft) }
        var form = try StepForm.posted(step.kind, request)
        let typed = StepForm(step.kind, form, offers: try draft.offers(visit.db))
        var panel = StepPanel(visit: visit, draft: draft, form: typed, target: .saved(step.read(at: form.version)))
        if typed.isRearranged(form) {
            return try builder.respond(.step(id), panel.page())
        }
        guard let reading = typed.reading(&form, in: draft, stored: step.action, makeKey: visit.call.makeExperimentKey)
        else {
            panel.problems = form.problems
            return try builder.respond(.step(id), panel.page(), status: 422)
        }
        if form.isTicked(StepLook.button) {
            panel.tried = reading
            return try builder.respond(.step(id), panel.page())
        }
        switch try StepStore(visit.db).update(
            id, name: reading.name, reading.action, ifVersion: form.version, of: draft.campaign.id,
            in: visit.clinicID, by: visit.author, at: visit.now)
        {
        case .done: return .redirect(to: Path.with(Path.card(id, of: draft.campaign.id), draft.looking))
        case .fixed(let status): throw HTTPRefusal.noDraft(status)
        case .gone: return try anew(id, request, visit, Draft.load(request, visit))
        case .stale(let current, let by):
            panel.conflict = StepConflict(changed: current, by: by, draft, visit.times)
            return try builder.respond(.step(id), panel.page(), status: 409)
        }
    }

    /// Somebody removed the step that was open: it is told, and the form adds what was typed as a step anew.
    private static func anew(_ id: ID<Step>, _ request: Request, _ visit: Visit, _ draft: Draft) throws -> Response {
        let store = StepStore(visit.db)
        guard let removed = try store.removed(id, of: draft.campaign.id, in: visit.clinicID),
            let place = try draft.nearest(to: StepPlace(removed.step.lane, removed.step.position), store)?.place
        else { throw HTTPRefusal.notFound }
        let kind = removed.step.kind
        let form = try StepForm.posted(kind, request)
        let typed = StepForm(kind, form, offers: try draft.offers(visit.db))
        var panel = StepPanel(visit: visit, draft: draft, form: typed, target: .new(place))
        panel.conflict = StepConflict(removed: removed, anewAt: place, draft, visit.times)
        return try BuilderPage(visit: visit, draft: draft).respond(.place(place), panel.page(), status: 409)
    }

    /// The draft that may be changed, with its page.
    static func open(_ request: Request, _ visit: Visit) throws -> (Draft, BuilderPage) {
        let draft = try Draft.load(request, visit)
        guard draft.isOpen else { throw HTTPRefusal.noDraft(draft.campaign.status) }
        guard draft.hasOwnSteps else { throw HTTPRefusal.tableSaysSteps }
        return (draft, BuilderPage(visit: visit, draft: draft))
    }

    /// One field, before it is known which others the form may have.
    private static func peek(_ name: String, in request: Request) throws -> String? {
        Fields(form: request.body)?[name]
    }
}

extension DraftStep {
    /// The same step with the version that a form was drawn from, so that the form keeps it.
    fileprivate func read(at version: Int) -> DraftStep {
        DraftStep(
            id: id, lane: lane, position: position, name: name, action: action, version: version, updatedAt: updatedAt)
    }
}

extension HTTPRefusal {
    /// The workflow of a campaign that is over stays as it is.
    static func noDraft(_ status: CampaignStatus) -> HTTPRefusal {
        HTTPRefusal(
            status: 409, title: "This campaign is over",
            text: "It is \(status.phrase.lowercased()) now, so its workflow stays as it is. Nothing was changed.")
    }
}

extension Call {
    /// A key for a new experiment.
    func makeExperimentKey() -> ExperimentKey {
        guard let key = ExperimentKey(bytes: makeSecret().hash) else { preconditionFailure("a hash has 32 bytes") }
        return key
    }
}
