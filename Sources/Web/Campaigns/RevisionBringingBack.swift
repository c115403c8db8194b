import Campaigns
import Storage

/// Making an earlier revision the draft again, after a question that says what that changes.
enum RevisionBringingBack {
    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let number = try number(request)
        guard let terms = try RevisionStore(visit.db).terms(number: number, of: campaign.id, in: visit.clinicID) else {
            throw HTTPRefusal.notFound
        }
        guard campaign.status == .active || campaign.status == .paused else {
            return try visit.refuse(.wrongStatus(campaign.status), campaign)
        }
        let names = try ChangeNames.load(visit).names
        let draft = try CampaignStore(visit.db).terms(of: campaign)
        let changes = terms.changes(since: draft).filter { !$0.isText }.flatMap { $0.sentences(names) }
        let facts =
            changes.isEmpty
            ? ["Bringing it back would change nothing."]
            : changes + ["What runs stays as it is until you publish. Newer texts of messages stay."]
        let isSame = changes.isEmpty
        return try CampaignQuestion(
            title: isSame ? "The draft is revision \(number) already" : "Bring revision \(number) back as the draft?",
            facts: facts, submit: isSame ? nil : "Bring it back",
            cancel: isSame ? "Back to the workflow" : "Leave the draft",
            action: Path.bringingBack(number, of: campaign.id)
        ).respond(campaign, visit)
    }

    static func bringBack(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let number = try number(request)
        _ = try Form(request, names: [])
        let outcome = try visit.life.bringBack(
            number, of: campaign.id, in: visit.clinicID, by: visit.author, at: visit.now)
        guard outcome == .done else { return try visit.refuse(outcome, campaign) }
        if campaign.isTable {
            let notice = Notice("Revision \(number) is the draft again.", "The table is what it was then.")
            return try visit.redirect(to: Path.reminders, notice: notice)
        }
        return try visit.redirect(
            to: Path.builder(campaign.id),
            notice: Notice("Revision \(number) is the draft again.", "Undo puts the draft back to what it was."))
    }

    private static func number(_ request: Request) throws -> Int {
        guard let number = Int(try request.word("number")), number > 0 else { throw HTTPRefusal.notFound }
        return number
    }
}
