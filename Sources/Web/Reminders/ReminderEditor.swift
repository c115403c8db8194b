import Campaigns
import Storage

/// Keeps what was typed into the reminder table; what runs follows when it is published.
enum ReminderEditor {
    /// The button that says the table in words, and saves nothing.
    static let words = "words"

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let store = ReminderStore(visit.db)
        var form = try Form(request, names: ReminderForm.names.union([words]), lists: ReminderForm.lists)
        guard case .table(let campaign) = try store.standing(in: visit.clinicID),
            campaign.id.description == form["campaign"]
        else { return try gone(visit) }
        let stored = try store.table(of: campaign.id, in: visit.clinicID)
        var sheet = ReminderSheet(visit: visit, campaign: campaign, stored: stored, form: ReminderForm(form))
        sheet.version = form.version
        if sheet.form.isRearranged(form) { return try sheet.respond() }
        let rules = sheet.form.rules(&form, messages: try sheet.messages())
        guard let rules, form.problems.isEmpty else {
            sheet.problems = form.problems
            return try sheet.respond(status: 422)
        }
        if form.isTicked(words) {
            let problems = ReminderTable(rules: rules, types: stored.types).problems
            return try problems.isEmpty ? sheet.respond(saying: rules) : refuse(problems, &sheet)
        }
        switch try store.save(
            rules, of: campaign.id, ifVersion: form.version, in: visit.clinicID, by: visit.author, at: visit.now)
        {
        case .edited(.done): return try done(campaign, visit)
        case .edited(.stale(let current, let by)):
            sheet.version = current.version
            sheet.problems = [FormProblem(ReminderForm.whole, stale(current, by, visit.times))]
            return try sheet.respond(status: 409)
        case .edited(.fixed), .edited(.gone), .detached: return try gone(visit)
        case .refused(let problems): return try refuse(problems, &sheet)
        }
    }

    private static func done(_ campaign: Campaign, _ visit: Visit) throws -> Response {
        let current = try CampaignStore(visit.db).campaign(campaign.id, in: visit.clinicID) ?? campaign
        guard current.status != .draft, current.version != current.publishedVersion else {
            return try visit.redirect(to: Path.reminders, notice: Notice("The table is saved."))
        }
        return try visit.redirect(
            to: Path.publish(campaign.id),
            notice: Notice("The table is saved.", "What is sent follows it once you publish it."))
    }

    private static func refuse(_ problems: [ReminderProblem], _ sheet: inout ReminderSheet) throws -> Response {
        sheet.problems = problems.map { problem in
            FormProblem(problem.line.map { ReminderForm.id($0, "lead") } ?? ReminderForm.whole, problem.message)
        }
        return try sheet.respond(status: 422)
    }

    /// Another campaign is the table now, or none.
    private static func gone(_ visit: Visit) throws -> Response {
        try visit.redirect(
            to: Path.reminders,
            notice: Notice(
                "Nothing was changed.", "Someone ended or detached the reminders meanwhile. This is how they stand.",
                tone: .warn))
    }

    private static func stale(_ current: Campaign, _ by: String?, _ times: Times) -> String {
        """
        \(by ?? "Somebody") changed the reminders \(times.near(current.updatedAt)), while you had this open. \
        Save again to put yours in their place.
        """
    }
}
