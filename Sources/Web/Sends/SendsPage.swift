import Campaigns
import Markup
import Storage

/// What the list of a campaign's sends shows.
struct SendsPage {
    let campaign: Campaign
    let query: SendsQuery
    let sends: SendPage
    let sentences: SendSentences
    let labels: [ID<Step>: StepStore.Label]
    /// All of the campaign's, as the tally counts them.
    let planned: Int
    let times: Times

    func fill(_ page: Page) {
        let isEmpty = sends.sends.isEmpty
        fillFilters(page)
        page.keep("table", if: !isEmpty)
        page.each("send", sends.sends) { row, send in fill(row, send) }
        fillPager(page)
        let isNarrowed = query.isFiltered || query.after != nil
        page.keep("nothing-found", if: isEmpty && isNarrowed)
        page.keep("empty", if: isEmpty && !isNarrowed)
        page.text(
            "empty",
            "As soon as a patient begins this campaign, every message stands here: when it leaves, to whom, and why.")
    }

    private func fillFilters(_ page: Page) {
        page.attribute("form", "action", Path.sends(campaign.id))
        let statuses = [("", "All outcomes")] + SendStatus.allCases.map { ($0.rawValue.lowercased(), $0.phrase) }
        page.each("status", statuses) { row, choice in
            fillOption(row, "status", choice, chosen: query.filter.status?.rawValue.lowercased())
        }
        let steps = labels.filter { $0.value.channel != nil }.sorted { $0.key < $1.key }
            .map { ($0.key.description, name($0.value)) }
        page.each("step", [("", "All steps")] + steps) { row, choice in
            fillOption(row, "step", choice, chosen: query.filter.step?.description)
        }
        page.keep("reason", if: query.filter.reason != nil)
        page.attribute("reason", "value", query.filter.reason?.rawValue ?? "")
        page.keep("filtered", if: query.isFiltered)
        page.attribute("clear", "href", Path.sends(campaign.id))
        page.text("count", query.isFiltered ? "Newest first" : Numbers.count(planned, "message", "messages"))
    }

    private func fillOption(_ row: Page, _ slot: String, _ choice: (String, String), chosen: String?) {
        row.text(slot, choice.1)
        row.attribute(slot, "value", choice.0)
        row.attribute(slot, "selected", choice.0 == chosen ?? "" ? "selected" : nil)
    }

    private func name(_ label: StepStore.Label) -> String {
        label.name.isEmpty ? label.channel?.title ?? "" : label.name
    }

    private func fill(_ row: Page, _ send: ListedSend) {
        row.text("patient", send.patientName)
        row.attribute("patient", "href", Path.send(send.id, of: campaign.id))
        row.text("step", send.title)
        row.text("to", send.recipientName)
        times.fill(row, "time", send.sentAt ?? send.plannedAt)
        row.text("state", send.badge.word)
        row.attribute("state", "data-state", send.badge.state)
        row.text("why", sentences.sentence(send))
    }

    private func fillPager(_ page: Page) {
        let isPaged = query.after != nil || sends.next != nil
        page.keep("pager", if: isPaged && !sends.sends.isEmpty)
        page.text("range", "By planned time, newest first")
        page.keep("previous", if: query.after != nil)
        page.text("previous", "Newest")
        page.attribute("previous", "href", query.path(campaign.id))
        page.keep("next", if: sends.next != nil)
        page.attribute("next", "href", query.path(campaign.id, after: sends.next))
    }
}
