import Campaigns
import CivilTime
import Storage

/// Works on a replay within one request: a small clinic is answered at once, a large one goes on with the ticks.
struct ReplayWork {
    let store: ReplayStore
    let now: Instant

    static let pagesAtOnce = 5

    func begin(_ id: ID<ReplayReport>) throws {
        guard try store.claim(id, at: now) else { return }
        for _ in 0..<Self.pagesAtOnce where try !store.workPage(id, at: now) { return }
        try store.release(id)
    }
}

extension ReplayReport {
    /// Messages by day of the clinic, over the whole span.
    func dayCounts(of clinic: Clinic) -> DayCounts {
        DayCounts(tally.days, from: clinic.day(at: span.lowerBound), to: clinic.day(at: span.upperBound))
    }
}
