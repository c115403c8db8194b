import CivilTime
import Storage

/// Forgets sessions that have lapsed and failed sign-ins that no longer count.
struct SweepTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 1_000
    /// A session lives half a day at most (delivery.md 6).
    static let sessionHours = 12

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        let now = place.clock()
        let lapsed = now.adding(hours: -Self.sessionHours)
        let sessions = try SessionStore(place.db).sweep(unusedSince: lapsed, limit: Self.batch)
        let failures = try SignInLimit(place.db).sweep(at: now, limit: Self.batch)
        return ["sessions": sessions, "failures": failures]
    }
}
