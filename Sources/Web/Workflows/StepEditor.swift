import Campaigns
import Storage

/// Adds and saves steps of a draft; what cannot be saved comes back as it was typed.
enum StepEditor {
    static func add(_ request: Request, _ visit: Visit) throws -> Response {
        let (draft, builder) = try open(request, visit)
        guard let kind = try peek("type", in: request).flatMap(StepForm.Kind.init(rawValue:)) else {
            throw HTTPRefusal.badRequest("The form does not say which kind of step to add. Nothing was changed.")
        }
        var form = try Form(request, names: StepForm.names(kind), lists: StepForm.lists(kind))
        let typed = StepForm(kind, form)
        let place = StepPlace(text: form["add"]) ?? draft.end
        var panel = StepPanel(visit: visit, draft: draft, form: typed, target: .new(place))
        if typed.rules.isRearranged(form), kind == .condition {
            return try builder.respond(.place(place), panel.page())
        }
        guard let reading = typed.reading(&form, in: draft, stored: nil, makeKey: visit.makeExperimentKey) else {
            panel.problems = form.problems
            return try builder.respond(.place(place), panel.page(), status: 422)
        }
        guard let spot = draft.storePlace(place) else { throw HTTPRefusal.notFound }
        switch try StepStore(visit.db).add(
            name: reading.name, reading.action, at: spot, to: draft.campaign.id, in: visit.clinicID,
            by: visit.author, at: visit.now)
        {
        case .added(let id): return .redirect(to: Path.card(id, of: draft.campaign.id))
        case .fixed(let status): throw HTTPRefusal.noDraft(status)
        case .gone: throw HTTPRefusal.notFound
        case .full:
            panel.problems = [
                FormProblem("name", "A workflow holds at most \(Workflow.maximumSteps) steps; remove one first.")
            ]
            return try builder.respond(.place(place), panel.page(), status: 422)
        }
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let (draft, builder) = try open(request, visit)
        let id: ID<Step> = try request.id("step")
        guard let step = draft.step(id) else { throw HTTPRefusal.notFound }
        var form = try Form(request, names: StepForm.names(step.kind), lists: StepForm.lists(step.kind))
        let typed = StepForm(step.kind, form, stored: step.rule)
        var panel = StepPanel(visit: visit, draft: draft, form: typed, target: .saved(step.read(at: form.version)))
        if typed.rules.isRearranged(form), step.kind == .condition {
            return try builder.respond(.step(id), panel.page())
        }
        guard let reading = typed.reading(&form, in: draft, stored: step.action, makeKey: visit.makeExperimentKey)
        else {
            panel.problems = form.problems
            return try builder.respond(.step(id), panel.page(), status: 422)
        }
        switch try StepStore(visit.db).update(
            id, name: reading.name, reading.action, ifVersion: form.version, of: draft.campaign.id,
            in: visit.clinicID, by: visit.author, at: visit.now)
        {
        case .done: return .redirect(to: Path.card(id, of: draft.campaign.id))
        case .fixed(let status): throw HTTPRefusal.noDraft(status)
        case .gone: throw HTTPRefusal.notFound
        case .stale(let current, let by):
            panel.conflict = StepPanel.Conflict(current, by: by, draft, visit.times)
            return try builder.respond(.step(id), panel.page(), status: 409)
        }
    }

    /// The draft that may be changed, with its page.
    static func open(_ request: Request, _ visit: Visit) throws -> (Draft, BuilderPage) {
        let draft = try Draft.load(request, visit)
        guard draft.isOpen else { throw HTTPRefusal.noDraft(draft.campaign.status) }
        return (draft, BuilderPage(visit: visit, draft: draft))
    }

    /// One field, before it is known which others the form may have.
    private static func peek(_ name: String, in request: Request) throws -> String? {
        Fields(form: request.body)?[name]
    }
}

extension DraftStep {
    /// The condition's question.
    var rule: Rule? {
        if case .condition(let rule, _) = action { rule } else { nil }
    }

    /// The same step with the version that a form was drawn from, so that the form keeps it.
    fileprivate func read(at version: Int) -> DraftStep {
        DraftStep(
            id: id, lane: lane, position: position, name: name, action: action, version: version, updatedAt: updatedAt)
    }
}

extension StepPanel.Conflict {
    fileprivate init(_ current: DraftStep, by: String?, _ draft: Draft, _ times: Times) {
        let words = draft.workflow.step(current.id).map {
            StepWords($0, in: draft.workflow, messages: draft.messageNames)
        }
        title = "\(by ?? "Somebody") changed this step \(times.near(current.updatedAt)), while you had it open."
        text = "It is now: \(words.map { "\($0.name) (\($0.detail))" } ?? current.name)."
        version = current.version
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

extension Visit {
    /// A key for a new experiment.
    fileprivate func makeExperimentKey() -> ExperimentKey {
        guard let key = ExperimentKey(bytes: call.makeSecret().hash) else { preconditionFailure("a hash has 32 bytes") }
        return key
    }
}
