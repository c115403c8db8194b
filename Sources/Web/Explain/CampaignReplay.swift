import Campaigns
import Markup
import Storage

/// A campaign over the clinic's own past, for whoever is about to activate it: nothing is sent.
enum CampaignReplay {
    /// Days that may be chosen.
    static let periods = [7, 14, 30, 60, 90]

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try respond(try visit.campaign(request), visit)
    }

    static func start(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let form = try Form(request, names: ["days"])
        guard let days = Int(form["days"]), periods.contains(days), form.problems.isEmpty else {
            return try respond(campaign, visit, [FormProblem("days", "Choose how far to go back.")], status: 422)
        }
        let terms = try CampaignStore(visit.db).terms(of: campaign)
        guard terms.trigger != nil else {
            let problem = FormProblem("days", "Nothing starts this campaign yet: give it a trigger first.")
            return try respond(campaign, visit, [problem], status: 422)
        }
        let store = ReplayStore(visit.db)
        let id = try store.request(terms, of: campaign, days: days, clinic: try visit.clinic(), at: visit.now)
        try ReplayWork(store: store, now: visit.now).begin(id)
        return .redirect(to: Path.replay(campaign.id))
    }

    private static func respond(
        _ campaign: Campaign, _ visit: Visit, _ problems: [FormProblem] = [], status: Int = 200
    ) throws -> Response {
        let report = try ReplayStore(visit.db).latest(of: campaign.id, in: visit.clinicID)
        let labels = try StepStore(visit.db).labels(of: campaign.id, in: visit.clinicID)
        let page = visit.page("campaigns/replay.html")
        page.insert("head", CampaignHeadPage(visit: visit, campaign: campaign, tab: .replay).page())
        visit.fields(problems: problems).fillErrors(page)
        visit.fill(of: page, postingTo: Path.replay(campaign.id))
        page.each("period", periods) { row, days in
            row.text("period", "The last \(days) days")
            row.attribute("period", "value", String(days))
            row.attribute("period", "selected", days == (report?.days ?? ReplayRequest.usualDays) ? "selected" : nil)
        }
        page.keep("report", if: report != nil)
        page.keep("empty", if: report == nil)
        if let report {
            ReplaySheet(report: report, clinic: try visit.clinic(), labels: labels, visit: visit).fill(page)
        }
        return try visit.respond(page, in: visit.frame(campaign, "Replay", status: status))
    }
}
