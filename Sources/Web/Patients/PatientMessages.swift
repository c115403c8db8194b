import Campaigns
import Markup
import Storage

/// Every message about a patient, whatever campaign plans it, on one line in time.
struct PatientMessages {
    let patient: ID<Patient>
    let query: Fields
    let visit: Visit

    func fill(_ page: Page) throws {
        let revisions = RevisionStore(visit.db)
        let line = try PatientSends(visit.db, revisions: revisions).line(of: patient, in: visit.clinicID, at: place)
        let sends = line.stretch.sends
        let sentences = try SendSentences(
            sends, in: visit.clinicID, times: visit.times, revisions: revisions, visit.db)
        page.keep("messages", if: !sends.isEmpty)
        page.keep("no-messages", if: sends.isEmpty)
        let parts = SendParts(stretch: line.stretch, times: visit.times)
        try parts.fill(page) { row, send in
            row.text("message", send.title)
            row.attribute("message", "href", Path.send(send.id, of: send.campaignID))
            row.text("by", line.campaigns[send.campaignID] ?? "")
            row.attribute("by", "href", Path.explain(send.campaignID, patient: patient, appointment: nil))
            parts.fillRow(row, send, why: try sentences.sentence(send))
        }
        parts.fillPager(
            page, isAtNow: isAtNow, start: path([]),
            later: line.stretch.later.map { path([("later", $0.text)]) },
            earlier: line.stretch.earlier.map { path([("earlier", $0.text)]) })
    }

    private var earlier: SendCursor? { query["earlier"].flatMap { SendCursor(text: $0) } }
    private var later: SendCursor? { query["later"].flatMap { SendCursor(text: $0) } }
    private var isAtNow: Bool { earlier == nil && later == nil }

    private var place: SendStretch.Place {
        if let earlier { return .earlier(earlier) }
        if let later { return .later(later) }
        return .around(visit.now)
    }

    private func path(_ query: [(name: String, value: String)]) -> String {
        Path.with(Path.patient(patient), query) + "#messages"
    }
}
