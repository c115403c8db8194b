import CivilTime

extension Recurrence {
    /// The occurrences strictly after an instant, earliest first, each later than the one before.
    ///
    /// - Parameter amount: how many at most; there are fewer where the recurrence ends.
    public func next(_ amount: Int, after instant: Instant, in zone: Zone) -> [Instant] {
        var found: [Instant] = []
        var latest = instant
        let last = lastDay
        // A little earlier, because a local time in a gap is later than it says.
        for day in RecurrenceDays(of: self, from: zone.civil(at: instant).date.adding(days: -Self.longestGapDays)) {
            guard found.count < amount, day <= last else { break }
            let occurrence = zone.instant(of: day.at(at))
            guard occurrence > latest else { continue }
            found.append(occurrence)
            latest = occurrence
        }
        return found
    }

    /// The first occurrence strictly after an instant; nil when it has ended.
    public func next(after instant: Instant, in zone: Zone) -> Instant? {
        next(1, after: instant, in: zone).first
    }

    /// The occurrence nearest to one by other clocks, as far as zones lie apart; nil when there is none.
    public func turn(nearest instant: Instant, in zone: Zone) -> Instant? {
        next(4, after: instant.adding(hours: -Self.farthestZoneHours), in: zone)
            .filter { $0 <= instant.adding(hours: Self.farthestZoneHours) }
            .min { abs($0.seconds(since: instant)) < abs($1.seconds(since: instant)) }
    }

    /// From the Line Islands to Baker Island.
    private static let farthestZoneHours = 26

    /// Whether it falls on any day at all.
    public var everHappens: Bool {
        let last = lastDay
        return RecurrenceDays(of: self, from: start.date).first { _ in true }.map { $0 <= last } ?? false
    }

    /// The last day that may be one; with a count, the day of the last occurrence.
    private var lastDay: CivilDate {
        switch end {
        case .never: RecurrenceDays.endOfTime
        case .until(let date): date
        case .count(let count):
            RecurrenceDays(of: self, from: start.date).prefix(count).reduce(start.date) { _, day in day }
        }
    }

    /// Islands in the Pacific have skipped a whole day.
    private static let longestGapDays = 2
}
