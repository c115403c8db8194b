import Campaigns
import CivilTime
import Markup

extension Times {
    /// Fills a `<time>` with the local text and the instant.
    func fill(_ page: Page, _ slot: String, _ instant: Instant) {
        page.text(slot, text(instant))
        page.attribute(slot, "datetime", instant.rfc3339)
    }
}
