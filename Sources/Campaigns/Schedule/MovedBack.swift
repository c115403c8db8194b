import CivilTime

extension Itinerary {
    /// The row by which a message has gone already for the visit as it starts again now: moved away and back, nothing
    /// goes twice (rules.md 7).
    ///
    /// Its new time may be later than the change all the same: a window let it leave the evening before its wait was
    /// over, and opens again before the visit; or it counts from the change. Only the last one that left says so, and
    /// only where another move lies between: after one move alone the visit starts at another time.
    ///
    /// - Parameter existing: every row of the enrollment.
    /// - Returns: nil where the message comes before every wait for the visit, or did not leave for this start.
    func sentBefore(_ send: PlannedSend, _ existing: [ExistingSend]) -> ExistingSend? {
        guard !send.wait.isOpening, let time = unmoved[Address(send)] else { return nil }
        let last = existing.filter { $0.stage == .left && Address($0) == Address(send) }
            .max { ($0.version, $0.retry) < ($1.version, $1.retry) }
        guard let last, last.version < send.version - 1, last.plannedAt == time else { return nil }
        return last
    }
}

extension Walk {
    /// When each message would leave had the visit always started when it does now; empty before a second move.
    static func unmoved(
        _ enrollment: Enrollment, _ terms: Terms, _ facts: Facts, now: Instant, sight: Itinerary.Sight
    ) -> [Address: Instant] {
        guard enrollment.scheduleVersion > enrollment.openingVersion + 1 else { return [:] }
        var unmoved = enrollment
        unmoved.reopenedAt = nil
        var walk = Walk(enrollment: unmoved, terms: terms, facts: facts, now: now, sight: sight)
        let sends = walk.walked().sends.filter { $0.skip == nil }
        return Dictionary(sends.map { (Address($0), $0.plannedAt) }) { first, _ in first }
    }
}
