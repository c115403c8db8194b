import Campaigns
import Markup
import Storage

/// Resuming a campaign, which asks what becomes of the messages that fell due meanwhile.
enum CampaignResume {
    private static let missed = "missed"

    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        guard campaign.status == .paused else { return try visit.refuse(.wrongStatus(campaign.status), campaign) }
        return try page(
            campaign, CampaignLife.Missed.usual(for: campaign.type).rawValue, problems: [], visit, status: 200)
    }

    static func resume(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        var form = try Form(request, names: [missed])
        let choice = form.choice(missed, of: CampaignLife.Missed.self, missing: "Choose one of the three.")
        guard let choice, form.problems.isEmpty else {
            guard campaign.status == .paused else { return try visit.refuse(.wrongStatus(campaign.status), campaign) }
            return try page(campaign, form[missed], problems: form.problems, visit, status: 422)
        }
        let outcome = try visit.life.resume(campaign.id, choice, in: visit.clinicID, by: visit.author, at: visit.now)
        switch outcome {
        case .done:
            return try visit.redirect(to: Path.stats(campaign.id), notice: try notice(campaign, visit))
        case .refused(let problems):
            let said = problems.map { FormProblem(missed, $0.message) }
            return try page(campaign, choice.rawValue, problems: said, visit, status: 422)
        case .wrongStatus, .stale, .tooLate, .gone: return try visit.refuse(outcome, campaign)
        }
    }

    private static func notice(_ campaign: Campaign, _ visit: Visit) throws -> Notice {
        let now = try CampaignStore(visit.db).campaign(campaign.id, in: visit.clinicID)
        guard now?.status == .active else {
            return Notice(
                "“\(campaign.name)” is being resumed.",
                "Its waits are made longer by the pause; it runs again in a few minutes, when all are.")
        }
        return Notice("“\(campaign.name)” is active again.", "What waited leaves with the next minutes.")
    }

    private static func page(
        _ campaign: Campaign, _ value: String, problems: [FormProblem], _ visit: Visit, status: Int
    ) throws -> Response {
        let counts = try visit.life.resumeCounts(of: campaign.id, in: visit.clinicID, at: visit.now)
        let page = visit.page("campaigns/resume.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        let fields = visit.fields(problems: problems)
        fields.fillErrors(page)
        page.text("title", "Resume “\(campaign.name)”")
        page.text("since", since(campaign, counts, visit))
        visit.fill(of: page, postingTo: Path.resume(campaign.id))
        page.insert(
            "fields",
            fields.radios(
                missed, "What about those that fell due?",
                [
                    FieldPages.Choice(
                        CampaignLife.Missed.skip.rawValue, "Skip them",
                        hint: "\(Numbers.count(counts.due, "message is", "messages are")) not sent."),
                    FieldPages.Choice(
                        CampaignLife.Missed.send.rawValue, "Send what is still in time",
                        hint: lateHint(counts)),
                    FieldPages.Choice(
                        CampaignLife.Missed.shift.rawValue, "Let the waits last longer by the pause",
                        hint: shiftHint(counts)),
                ], value: value))
        page.attribute("cancel", "href", Path.campaign(campaign.id))
        return try visit.respond(page, in: visit.frame(campaign, "Resume", status: status))
    }

    /// Only waits without a visit or a date are shifted (rules.md 5).
    private static func shiftHint(_ counts: ResumeCounts) -> String {
        let messages = Numbers.count(counts.shifted, "message leaves", "messages leave")
        return
            "\(counts.isShiftedAtLeast ? "At least " : "")\(messages) that much later. What hangs on a visit or a date is "
            + "sent where it is still in time."
    }

    /// "31 are sent now, 175 are too late and skipped."
    private static func lateHint(_ counts: ResumeCounts) -> String {
        let late = counts.due - counts.inTime
        return
            "\(Numbers.count(counts.inTime, "is", "are")) sent now, \(Numbers.count(late, "is", "are")) too late and skipped."
    }

    private static func since(_ campaign: Campaign, _ counts: ResumeCounts, _ visit: Visit) -> String {
        let due = Numbers.count(counts.due, "message fell", "messages fell") + " due meanwhile."
        guard let pausedAt = campaign.pausedAt else { return due }
        let span = Times.span(seconds: visit.now.seconds(since: pausedAt))
        return "Paused since \(visit.times.text(pausedAt)), for \(span). \(due)"
    }
}
