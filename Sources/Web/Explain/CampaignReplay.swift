import Campaigns
import CivilTime
import Markup
import Storage

/// A campaign over the clinic's own past, for whoever is about to activate or to publish it: nothing is sent.
enum CampaignReplay {
    /// Weeks that may be chosen.
    static let periods = [7, 14, 28, 56, 84]
    static let usualDays = 28

    /// Which of a campaign's two workflows is replayed.
    enum Version: String, CaseIterable {
        case draft, running
    }

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try respond(try visit.campaign(request), visit, day: request.query["day"].flatMap { CivilDate($0) })
    }

    static func start(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let form = try Form(request, names: ["days", "terms"])
        guard let days = Int(form["days"]), periods.contains(days), form.problems.isEmpty else {
            return try respond(campaign, visit, [FormProblem("days", "Choose how far to go back.")], status: 422)
        }
        guard let terms = try terms(Version(rawValue: form["terms"]) ?? .draft, of: campaign, visit) else {
            return try respond(campaign, visit, [FormProblem("terms", "This campaign has not run yet.")], status: 422)
        }
        guard terms.trigger != nil, !terms.workflow.steps.isEmpty else {
            let lack = terms.trigger == nil ? "Nothing starts this campaign yet: give it a trigger first." : nil
            let problem = FormProblem("days", lack ?? "This campaign has no steps yet: add the first one.")
            return try respond(campaign, visit, [problem], status: 422)
        }
        let store = ReplayStore(visit.db)
        let id = try store.request(terms, of: campaign, days: days, clinic: try visit.clinic(), at: visit.now)
        try ReplayWork(store: store, now: visit.now).begin(id)
        return .redirect(to: Path.replay(campaign.id))
    }

    /// Stops a replay that goes on, or forgets what one has found.
    static func cancel(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        _ = try Form(request, names: [])
        let wasThere = try ReplayStore(visit.db).forget(campaign.id, in: visit.clinicID)
        let notice = Notice("The replay is gone.", "Nothing of it is kept. Nothing was sent.")
        return try visit.redirect(to: Path.replay(campaign.id), notice: wasThere ? notice : nil)
    }

    private static func terms(_ version: Version, of campaign: Campaign, _ visit: Visit) throws -> Terms? {
        guard version == .running else { return try CampaignStore(visit.db).terms(of: campaign) }
        return try campaign.revisionID.map {
            try RevisionStore(visit.db).terms($0, of: campaign.id, in: visit.clinicID)
        }
    }

    private static func respond(
        _ campaign: Campaign, _ visit: Visit, _ problems: [FormProblem] = [], day: CivilDate? = nil, status: Int = 200
    ) throws -> Response {
        let report = try ReplayStore(visit.db).latest(of: campaign.id, in: visit.clinicID)
        let page = visit.page("campaigns/replay.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: .replay).page())
        visit.fields(problems: problems).fillErrors(page)
        fillForm(page, campaign, report, visit)
        page.keep("report", if: report != nil)
        page.keep("empty", if: report == nil)
        if let report {
            try ReplaySheet(report: report, campaign: campaign, day: day, visit: visit).fill(page)
        }
        try fillUnsettled(page, campaign, visit)
        var frame = visit.frame(campaign, "Replay", status: status)
        if report?.state == .running { frame.scripts = ["look-again"] }
        return try visit.respond(page, in: frame)
    }

    private static func fillForm(_ page: Page, _ campaign: Campaign, _ report: ReplayReport?, _ visit: Visit) {
        visit.fill(of: page, postingTo: Path.replay(campaign.id))
        let chosen = report.map(\.days).flatMap { periods.contains($0) ? $0 : nil } ?? usualDays
        page.each("period", periods) { row, days in
            row.text("period", days == 7 ? "the last week" : "the last \(days / 7) weeks")
            row.attribute("period", "value", String(days))
            row.attribute("period", "selected", days == chosen ? "selected" : nil)
        }
        page.keep("versions", if: campaign.revisionID != nil)
        page.each("version", Version.allCases) { row, version in
            row.text("version", version == .draft ? "The draft as it is now" : "What runs now")
            row.attribute("version", "value", version.rawValue)
            row.attribute("version", "selected", version == .draft ? "selected" : nil)
        }
    }

    /// A draft may be replayed before all is settled; what is not, the replay leaves out.
    private static func fillUnsettled(_ page: Page, _ campaign: Campaign, _ visit: Visit) throws {
        let problems =
            campaign.status.mayBeEdited ? try Draft.load(campaign, of: visit.clinic(), visit.db).problems : []
        page.keep("unsettled", if: !problems.isEmpty)
        page.text(
            "unsettled-title",
            "\(Numbers.count(problems.count, "thing is", "things are")) still to be settled in this draft")
        page.attribute("builder", "href", Path.builder(campaign.id))
        page.each("problem", problems) { row, problem in row.text("problem", problem.message) }
    }
}
