import Campaigns
import Markup
import Storage

/// What the list of a campaign's sends shows.
struct SendsPage {
    let visit: Visit
    let campaign: Campaign
    let query: SendsQuery
    let stretch: SendStretch
    let sentences: SendSentences
    let labels: [ID<Step>: StepStore.Label]
    /// Those that the campaign's messages were skipped for, most frequent first.
    let skips: [StatsStore.Skips]
    /// All of the campaign's, as the tally counts them.
    let planned: Int

    func fill(_ page: Page) throws {
        let isEmpty = stretch.sends.isEmpty
        fillFilters(page)
        page.keep("table", if: !isEmpty)
        let parts = SendParts(stretch: stretch, times: visit.times)
        try parts.fill(page) { row, send in
            row.text("patient", send.patientName)
            row.attribute("patient", "href", Path.send(send.id, of: campaign.id))
            row.text("step", send.title)
            parts.fillRow(row, send, why: try sentences.sentence(send))
        }
        parts.fillPager(
            page, isAtNow: query.isAtNow, start: query.path(campaign.id),
            later: stretch.later.map { query.path(campaign.id, later: $0) },
            earlier: stretch.earlier.map { query.path(campaign.id, earlier: $0) })
        let isNarrowed = query.isFiltered || !query.isAtNow
        page.keep("nothing-found", if: isEmpty && isNarrowed)
        page.text("nothing-text", nothing)
        page.keep("empty", if: isEmpty && !isNarrowed)
        page.text(
            "empty",
            "As soon as a patient begins this campaign, every message stands here: when it leaves, to whom, and why.")
    }

    /// A list that looks further than one page reaches may have found nothing yet.
    private var nothing: String {
        stretch.earlier == nil && stretch.later == nil
            ? "None has that outcome, reason, step, channel and time."
            : "None of those that were looked through fits; further ones are looked through by the buttons below."
    }

    private func fillFilters(_ page: Page) {
        page.attribute("form", "action", Path.sends(campaign.id))
        let statuses = [("", "All outcomes")] + SendStatus.allCases.map { ($0.rawValue.lowercased(), $0.phrase) }
        fillChoices(page, "status", statuses, chosen: query.status?.rawValue.lowercased())
        let steps = labels.filter { $0.value.channel != nil }.sorted { $0.key < $1.key }
            .map { ($0.key.description, name($0.value)) }
        fillChoices(page, "step", [("", "All steps")] + steps, chosen: query.step?.description)
        let channels = [("", "All channels")] + Channel.allCases.map { ($0.rawValue.lowercased(), $0.title) }
        fillChoices(page, "channel", channels, chosen: query.channel?.rawValue.lowercased())
        let reasons = [("", "All reasons")] + offeredReasons.map { ($0.rawValue, $0.skippedSentence) }
        fillChoices(page, "reason", reasons, chosen: query.reason?.rawValue)
        page.attribute("from", "value", query.from?.text ?? "")
        page.attribute("until", "value", query.to?.text ?? "")
        page.keep("filtered", if: query.isFiltered)
        page.attribute("clear", "href", Path.sends(campaign.id))
        page.text("count", query.isFiltered ? "" : Numbers.count(planned, "message", "messages"))
    }

    /// Those that hold or park a message, and those that this campaign skipped any for.
    private var offeredReasons: [Reason] {
        let holding: [Reason] = [
            .outsideWindow, .overCap, .backOff, .providerStopped, .channelUnavailable, .campaignPaused, .clinicHeld,
        ]
        let skipping = skips.map(\.reason).filter { !holding.contains($0) }
        let offered = holding + skipping
        return offered + [query.reason].compactMap(\.self).filter { !offered.contains($0) }
    }

    private func fillChoices(_ page: Page, _ slot: String, _ choices: [(String, String)], chosen: String?) {
        page.each(slot, choices) { row, choice in
            row.text(slot, choice.1)
            row.attribute(slot, "value", choice.0)
            row.attribute(slot, "selected", choice.0 == chosen ?? "" ? "selected" : nil)
        }
    }

    private func name(_ label: StepStore.Label) -> String {
        label.name.isEmpty ? label.channel?.title ?? "" : label.name
    }
}
