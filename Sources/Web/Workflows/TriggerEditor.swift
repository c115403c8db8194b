import Campaigns
import Storage

/// What starts the campaign: shown and saved.
enum TriggerEditor {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        .redirect(to: Path.builderTrigger(try visit.campaign(request).id))
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let (draft, builder) = try StepEditor.open(request, visit)
        var form = try Form(request, names: TriggerForm.names, lists: TriggerForm.lists)
        let offers = try draft.offers(on: TriggerForm.event(form), visit.db)
        let typed = TriggerForm(form, offers: offers)
        guard !typed.rules.isRearranged(form) else {
            let panel = TriggerPanel(visit: visit, draft: draft, form: typed, version: form.version)
            return try builder.respond(.trigger, panel.page())
        }
        let trigger = typed.trigger(&form, zone: visit.zone, now: visit.now)
        let reentry = typed.reentry(&form)
        guard let trigger, let reentry, form.problems.isEmpty else {
            let panel = TriggerPanel(
                visit: visit, draft: draft, form: typed, problems: form.problems, version: form.version)
            return try builder.respond(.trigger, panel.page(), status: 422)
        }
        guard !form.isTicked(TriggerForm.showDates) else {
            let panel = TriggerPanel(visit: visit, draft: draft, form: typed, shown: trigger, version: form.version)
            return try builder.respond(.trigger, panel.page())
        }
        switch try CampaignStore(visit.db).update(
            trigger, reentry: reentry, of: draft.campaign.id, ifVersion: form.version, in: visit.clinicID,
            by: visit.author,
            at: visit.now)
        {
        case .done: return .redirect(to: Path.builder(draft.campaign.id))
        case .fixed(let status):
            guard status.mayBeEdited else { throw HTTPRefusal.noDraft(status) }
            let problem = FormProblem(
                "kind", "It has run, so it goes on beginning in this way. Make another campaign for another one.")
            let panel = TriggerPanel(
                visit: visit, draft: draft, form: typed, problems: [problem], version: form.version)
            return try builder.respond(.trigger, panel.page(), status: 422)
        case .gone: throw HTTPRefusal.notFound
        case .stale(let current, let by):
            let panel = TriggerPanel(
                visit: visit, draft: draft, form: typed, problems: [Self.stale(current, by, visit.times)],
                version: current.version)
            return try builder.respond(.trigger, panel.page(), status: 409)
        }
    }

    /// Any saved change of the draft counts: what starts it decides which waits make sense.
    private static func stale(_ current: Campaign, _ by: String?, _ times: Times) -> FormProblem {
        let start = current.trigger?.phrase ?? "Nothing starts it"
        return FormProblem(
            "kind",
            """
            \(by ?? "Somebody") changed the campaign \(times.near(current.updatedAt)), while you had this open. \
            It now says: \(start). Save again to put yours in its place.
            """)
    }
}
