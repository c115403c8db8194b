import Campaigns
import Markup
import Storage

/// The campaign as a drawing, with the form of what is open beside it.
enum CampaignBuilder {
    /// `?step=7`, `?open=trigger` and `?add=0.main.2` open what they name; what is not there opens nothing.
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let draft = try Draft.load(request, visit)
        var builder = BuilderPage(visit: visit, draft: draft)
        guard builder.isEditable else { return try builder.respond(.nothing, builder.words()) }
        builder.focus = WorkflowDrawing.Editing.Focus(request.query)
        builder.returned = request.query["at"].flatMap(DraftReturn.Direction.init(rawValue:))
        if let step = request.query["step"].flatMap(ID<Step>.init(text:)).flatMap(draft.step) {
            let panel = StepPanel(
                visit: visit, draft: draft, form: StepForm(step, offers: try draft.offers(visit.db)),
                target: .saved(step))
            return try builder.respond(.step(step.id), panel.page())
        }
        if let place = request.query["add"].flatMap(StepPlace.init(text:)) {
            return try builder.respond(.place(place), AddPanel(visit: visit, draft: draft, place: place).page())
        }
        if request.query["open"] == "trigger" {
            let trigger = draft.campaign.trigger
            // Without a trigger the form offers an event first.
            let offers = try draft.offers(on: trigger?.event ?? .appointmentBooked, visit.db)
            let form = TriggerForm(trigger, reentryDays: draft.campaign.reentryDays, offers: offers)
            let panel = TriggerPanel(visit: visit, draft: draft, form: form, shown: trigger)
            return try builder.respond(.trigger, panel.page())
        }
        return try builder.respond(.nothing, builder.words())
    }

    /// The form of a new step: `?type=wait&add=0.main.2`, at the end without a place.
    static func showNew(_ request: Request, _ visit: Visit) throws -> Response {
        let draft = try Draft.load(request, visit)
        let builder = BuilderPage(visit: visit, draft: draft)
        guard builder.isEditable else { return .redirect(to: Path.builder(draft.campaign.id)) }
        guard let kind = request.query["type"].flatMap(StepForm.Kind.init(rawValue:)) else {
            throw HTTPRefusal.notFound
        }
        let place = request.query["add"].flatMap(StepPlace.init(text:)) ?? draft.end
        let panel = StepPanel(
            visit: visit, draft: draft, form: StepForm(kind, offers: try draft.offers(visit.db)), target: .new(place))
        return try builder.respond(.place(place), panel.page())
    }
}

extension Draft {
    /// After the last card.
    var end: StepPlace { StepPlace(.main, workflow.steps.count + 1) }
}
