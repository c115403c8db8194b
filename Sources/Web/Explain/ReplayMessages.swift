import Campaigns
import Markup
import Storage

/// What a campaign's replay would have sent to one patient: to whom, when, why, and the text as it would have been.
enum ReplayMessages {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let clinic = try visit.clinic()
        let patient: ID<Patient> = try request.id("patient")
        let store = ReplayStore(visit.db)
        guard let name = try store.names(of: [patient], in: clinic.id)[patient] else { throw HTTPRefusal.notFound }
        // Forgotten meanwhile: the replay's page says so.
        guard
            let replay = try store.messages(
                to: patient, of: campaign.id, in: clinic, links: visit.sampleLinks)
        else { return .redirect(to: Path.replay(campaign.id)) }
        let page = visit.page("campaigns/replay-messages.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: .replay).page())
        page.text("patient", name)
        page.attribute("back", "href", Path.replay(campaign.id))
        page.attribute("explain", "href", Path.explain(campaign.id, patient: patient, appointment: nil))
        let messages = replay.messages.sorted { $0.at < $1.at }
        page.keep("messages", if: !messages.isEmpty)
        page.keep("nothing", if: messages.isEmpty)
        let sheet = ReplayedMessageSheet(
            terms: replay.terms, names: try MessageTemplateStore(visit.db).names(in: clinic.id), visit: visit)
        page.each("message", messages) { row, message in sheet.fill(row, message) }
        return try visit.respond(page, in: visit.frame(campaign, "Replay"))
    }
}

/// One message of a replay as an entry of a time line.
private struct ReplayedMessageSheet {
    let terms: Terms
    /// Of the message templates.
    let names: [ID<MessageTemplate>: String]
    let visit: Visit

    func fill(_ row: Page, _ message: ReplayedMessage) {
        row.attribute("message-place", "id", "step-\(message.waiting.step)")
        visit.times.fill(row, "leaves", message.at)
        let step = terms.workflow.step(message.waiting.step)
        let name = step.map { StepWords($0, in: terms.workflow, messages: names).name } ?? message.waiting.channel.title
        row.text("step", message.waiting.arm.map { "\(name) · \($0.phrase)" } ?? name)
        row.text("verdict", message.state.words)
        row.attribute("verdict", "data-state", message.state.word)
        row.text("why", message.explanation(by: terms).sentence(visit.times))
        row.keep("was-held", if: !message.holds.isEmpty && message.state != .waiting)
        row.text(
            "was-held",
            "It was held before: " + message.holds.map(\.skippedSentence).sorted().joined(separator: " "))
        guard case .message(let rendered)? = message.rendering else { return row.text("text", "") }
        let to = message.recipient.map { "To \(PatientWords.name($0)), \($0.point.shown)" } ?? "To nobody"
        row.insert(
            "text",
            MessagePicture(
                templates: visit.call.templates, message: rendered, note: to, sender: visit.clinicName
            ).page())
    }
}

extension ReplayedMessage.State {
    fileprivate var words: String {
        switch self {
        case .sent: "Would have been sent"
        case .waiting: "Still to come"
        case .skipped: "Would have been skipped"
        }
    }

    /// Of a badge.
    fileprivate var word: String {
        switch self {
        case .sent: "send"
        case .waiting: "pending"
        case .skipped: "skipped"
        }
    }
}
