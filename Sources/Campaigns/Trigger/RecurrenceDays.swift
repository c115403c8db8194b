import CivilTime

/// The days that a recurrence falls on, earliest first, whatever its end.
///
/// They come in periods (days, Monday weeks, months or years) of which each `interval`-th counts, from the one that
/// `start` lies in.
struct RecurrenceDays: Sequence, IteratorProtocol {
    private let recurrence: Recurrence
    private let first: CivilDate
    private var period: Int
    private var waiting: ArraySlice<CivilDate> = []

    /// No date of ours is later; it also ends the search for a day that never comes.
    static let endOfTime = CivilDate(daysSince1970: 2_932_896)

    /// - Parameter day: the first that is asked for; the way there costs nothing.
    init(of recurrence: Recurrence, from day: CivilDate) {
        self.recurrence = recurrence
        first = Swift.max(day, recurrence.start.date)
        period = recurrence.period(of: first)
    }

    mutating func next() -> CivilDate? {
        while true {
            if let day = waiting.popFirst() {
                if day >= first, day.at(recurrence.at) >= recurrence.start { return day }
                continue
            }
            let beginning = recurrence.beginning(ofPeriod: period)
            guard beginning <= Self.endOfTime else { return nil }
            waiting = recurrence.days(inPeriodFrom: beginning)[...]
            period += 1
        }
    }
}

extension Recurrence {
    /// Periods before the one that counts and holds `day`, or is the last before it.
    fileprivate func period(of day: CivilDate) -> Int {
        let elapsed =
            switch pattern {
            case .daily: day.days(since: start.date)
            case .weekly: day.days(since: start.date.monday) / 7
            case .monthly, .monthlyNth: (day.year - start.date.year) * 12 + day.month - start.date.month
            case .yearly: day.year - start.date.year
            }
        return elapsed / interval
    }

    fileprivate func beginning(ofPeriod period: Int) -> CivilDate {
        let steps = period * interval
        return switch pattern {
        case .daily: start.date.adding(days: steps)
        case .weekly: start.date.monday.adding(days: 7 * steps)
        case .monthly, .monthlyNth: start.date.adding(days: 1 - start.date.day).adding(months: steps)
        case .yearly: start.date.adding(months: 12 * steps)
        }
    }

    fileprivate func days(inPeriodFrom beginning: CivilDate) -> [CivilDate] {
        switch pattern {
        case .daily, .yearly: [beginning]
        case .weekly(let weekdays): weekdays.map { beginning.adding(days: $0.daysAfterMonday) }
        case .monthly(let day):
            [beginning.adding(days: min(day, CivilDate.lengthOfMonth(beginning.month, year: beginning.year)) - 1)]
        case .monthlyNth(let week, let weekday): beginning.nth(week, weekday).map { [$0] } ?? []
        }
    }
}

extension CivilDate {
    /// The Monday of its week.
    fileprivate var monday: CivilDate { adding(days: -((weekday + 6) % 7)) }

    /// In the month that begins on this day, the weekday's n-th day, or n-th from last; nil when there is none.
    fileprivate func nth(_ week: Int, _ weekday: Weekday) -> CivilDate? {
        let length = CivilDate.lengthOfMonth(month, year: year)
        let first = (weekday.rawValue - self.weekday + 7) % 7
        let last = first + (length - 1 - first) / 7 * 7
        let offset = week > 0 ? first + 7 * (week - 1) : last + 7 * (week + 1)
        return (0..<length).contains(offset) ? adding(days: offset) : nil
    }
}
