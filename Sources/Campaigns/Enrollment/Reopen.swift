import CivilTime

extension Enrollment {
    /// Begins anew at the first visit-dependent wait, because the visit changed at `now` (rules.md 3.3): what was
    /// decided before that wait stands, the rest is asked again.
    public mutating func reopen(at now: Instant, by terms: Terms) {
        scheduleVersion += 1
        reopenedAt = now
        status = .running
        let kept = terms.workflow.stepsBeforeVisit(trigger: terms.trigger?.ownAnchor, along: decisions)
        decisions = decisions.filter { kept.contains($0.key) }
    }

    /// Begins anew from the first step: the visit was cancelled and is booked again (rules.md 3.4).
    public mutating func restart(at now: Instant) {
        openingVersion = scheduleVersion
        opensAt = now
        decisions = [:]
    }
}
