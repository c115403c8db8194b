import Campaigns
import CivilTime
import Markup
import Storage

/// Tomorrow's visits: how many are confirmed, told and silent, or not told yet, and who is not confirmed.
struct TomorrowSheet {
    let visits: ExpectedVisits
    let visit: Visit

    /// A desk telephones no longer list than this.
    static let most = 50

    func fill(_ page: Page) {
        page.keep("tomorrow", if: visits.count > 0)
        page.keep("no-visits", if: visits.count == 0)
        page.text("visits-count", Numbers.grouped(visits.count))
        page.text("confirmed-count", Numbers.grouped(visits.confirmed))
        page.text("told-count", Numbers.grouped(visits.told))
        page.text("untold-count", Numbers.grouped(visits.untold))
        page.keep("open", if: visits.unconfirmed > 0)
        page.keep("all-confirmed", if: visits.unconfirmed == 0)
        page.keep("open-cut", if: visits.unconfirmed > visits.open.count)
        page.text("open-cut", "The first \(Self.most) of \(Numbers.grouped(visits.unconfirmed)) are shown.")
        page.each("visit", visits.open) { row, expected in
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

    private func words(_ expected: OpenVisit) -> String {
        let told = expected.toldAt.map { "Told \(visit.times.near($0))" }
        let next =
            expected.nextAt.map { "the next message leaves \(visit.times.near($0))" } ?? "no further message waits"
        let text = [told, next].compactMap(\.self).joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
