import Campaigns
import Markup
import Storage

/// Taking the reminders out of their table for good, which asks first.
enum ReminderDetaching {
    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        guard case .table(let campaign) = try ReminderStore(visit.db).standing(in: visit.clinicID) else {
            return .redirect(to: Path.reminders)
        }
        let table = try ReminderStore(visit.db).table(of: campaign.id, in: visit.clinicID)
        let page = visit.page("confirm.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        page.text("title", "Detach “\(campaign.name)” from its table?")
        let lines = Numbers.count(table.rules.count, "line is", "lines are")
        page.keep("facts", if: true)
        page.each(
            "fact",
            [
                "The table and its \(lines) gone for good; the steps stay as they are now.",
                "From then on each step is changed, added and removed in the workflow, one by one.",
                "Nothing that is sent changes by it.",
            ]
        ) { row, fact in row.text("fact", fact) }
        visit.fill(of: page, postingTo: Path.detachReminders)
        page.keep("submit", if: true)
        page.text("submit", "Detach for good")
        page.text("cancel", "Keep the table")
        page.attribute("cancel", "href", Path.reminders)
        return try visit.respond(
            page,
            in: Frame(
                title: "Detach the reminders", crumbs: [Crumb(Noun.reminders.name, Path.reminders)], noun: .reminders))
    }

    static func detach(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        let store = ReminderStore(visit.db)
        guard case .table(let campaign) = try store.standing(in: visit.clinicID),
            try store.detach(campaign.id, in: visit.clinicID, by: visit.author, at: visit.now)
        else {
            return try visit.redirect(
                to: Path.reminders, notice: Notice("Nothing was changed.", "There is no table any more.", tone: .warn))
        }
        return try visit.redirect(
            to: Path.builder(campaign.id),
            notice: Notice("The table is gone.", "“\(campaign.name)” is changed here now, step by step."))
    }
}

extension Visit {
    /// The campaign that the path names, whose steps are changed one by one.
    ///
    /// - Throws: `HTTPRefusal` 409 for what the reminder table says.
    func campaignOfOwnSteps(_ request: Request) throws -> Campaign {
        let campaign = try campaign(request)
        guard !campaign.isTable else { throw HTTPRefusal.tableSaysSteps }
        return campaign
    }
}

extension HTTPRefusal {
    /// The steps and the trigger of a campaign that is the reminder table.
    static let tableSaysSteps = HTTPRefusal(
        status: 409, title: "The reminder table says these steps",
        text: "\(Campaign.tableSaysSteps) Nothing was changed.")
}

extension Campaign {
    /// Why the steps cannot be changed one by one.
    static let tableSaysSteps = """
        The steps are what the reminder table says: change the table, or detach the campaign from it first.
        """
}
