import Campaigns
import CivilTime
import Markup
import Storage

/// Tomorrow's visits: how many are confirmed, told and silent, or not told yet, and who is not confirmed.
struct TomorrowSheet {
    let visits: [ExpectedVisit]
    let visit: Visit

    /// A desk telephones no longer list than this.
    static let most = 50

    func fill(_ page: Page) {
        let open = visits.filter { !$0.isConfirmed }
        page.keep("tomorrow", if: !visits.isEmpty)
        page.keep("no-visits", if: visits.isEmpty)
        page.text("visits-count", Numbers.grouped(visits.count))
        page.text("confirmed-count", Numbers.grouped(visits.count - open.count))
        page.text("told-count", Numbers.grouped(open.count { $0.toldAt != nil }))
        page.text("untold-count", Numbers.grouped(open.count { $0.toldAt == nil }))
        page.keep("open", if: !open.isEmpty)
        page.keep("all-confirmed", if: open.isEmpty)
        page.keep("open-cut", if: open.count > Self.most)
        page.text("open-cut", "The first \(Self.most) of \(Numbers.grouped(open.count)) are shown.")
        page.each("visit", open.prefix(Self.most)) { row, expected in
            row.text("starts", visit.zone.civil(at: expected.startsAt).time.text)
            row.attribute("starts", "datetime", expected.startsAt.rfc3339)
            row.text("patient", expected.patientName)
            row.attribute("patient", "href", visit.may(.frontDesk) ? Path.patient(expected.patient) : nil)
            row.text("type", expected.type)
            row.text("visit-state", expected.toldAt == nil ? "Not told yet" : "Told, no answer")
            row.attribute("visit-state", "data-state", expected.toldAt == nil ? "skipped" : "pending")
            row.text("next", words(expected))
        }
    }

    private func words(_ expected: ExpectedVisit) -> String {
        let told = expected.toldAt.map { "Told \(visit.times.near($0))" }
        let next =
            expected.nextAt.map { "the next message leaves \(visit.times.near($0))" } ?? "no further message waits"
        let text = [told, next].compactMap(\.self).joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
