import CivilTime

/// Hours by weekday in one zone, without the closed days.
public struct OpenTimes: Hashable, Sendable {
    public let zone: Zone
    /// Seven, Sunday first; nil is a day that does not open.
    public let hours: [OpeningHours?]
    /// Nothing opens on these; hours that began the evening before run to their end.
    public let closed: Set<CivilDate>

    public init(zone: Zone, hours: [OpeningHours?], closed: Set<CivilDate> = []) {
        precondition(hours.count == 7, "a week has seven days")
        self.zone = zone
        self.hours = hours
        self.closed = closed
    }

    /// The same hours every day.
    public init(zone: Zone, daily: OpeningHours) {
        self.init(zone: zone, hours: Array(repeating: daily, count: 7))
    }

    public func isOpen(on date: CivilDate) -> Bool { hours[date.weekday] != nil && !closed.contains(date) }

    public func contains(_ instant: Instant) -> Bool {
        let today = zone.civil(at: instant).date
        return interval(on: today)?.contains(instant) == true
            || interval(on: today.adding(days: -1))?.contains(instant) == true
    }

    /// The instant itself while open, else the next opening; nil when that is later than the limit.
    public func opening(atOrAfter instant: Instant, until limit: Instant) -> Instant? {
        if contains(instant) { return instant }
        var day = zone.civil(at: instant).date
        let lastDay = zone.civil(at: limit).date
        while day <= lastDay {
            if let start = interval(on: day)?.lowerBound, start > instant { return start <= limit ? start : nil }
            day = day.adding(days: 1)
        }
        return nil
    }

    /// When the hours before this instant ended; nil when that is not later than the limit.
    func lastClosing(atOrBefore instant: Instant, after limit: Instant) -> Instant? {
        var day = zone.civil(at: instant).date
        let firstDay = zone.civil(at: limit).date
        while day >= firstDay {
            if let end = closings(on: day).filter({ $0 <= instant }).max() { return end > limit ? end : nil }
            day = day.adding(days: -1)
        }
        return nil
    }

    /// The day's own, and that of the evening before when its hours pass midnight.
    private func closings(on date: CivilDate) -> [Instant] {
        [(date, false), (date.adding(days: -1), true)].compactMap { start, passesMidnight in
            guard hours[start.weekday]?.passesMidnight == passesMidnight else { return nil }
            return interval(on: start)?.upperBound
        }
    }

    private func interval(on date: CivilDate) -> Range<Instant>? {
        guard !closed.contains(date) else { return nil }
        return hours[date.weekday]?.interval(on: date, in: zone)
    }
}
