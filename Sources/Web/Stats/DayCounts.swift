import Campaigns
import CivilTime
import Storage

/// How many messages left on each day of a period, days without any included.
struct DayCounts {
    let first: CivilDate
    let last: CivilDate
    /// One element per day, in order.
    let sent: [Int]

    init(_ days: [StatsStore.Day], from first: CivilDate, to last: CivilDate) {
        self.init(
            Dictionary(uniqueKeysWithValues: days.map { ($0.day, $0.tally[.sent]) }), from: first, to: last)
    }

    init(_ counts: [CivilDate: Int], from first: CivilDate, to last: CivilDate) {
        self.first = first
        self.last = last
        sent = (0...max(0, last.days(since: first))).map { counts[first.adding(days: $0)] ?? 0 }
    }

    var count: Int { sent.count }
    var most: Int { sent.max() ?? 0 }

    func date(_ index: Int) -> CivilDate { first.adding(days: index) }

    /// A day, or a week of a long period: bars thinner than that cannot be seen.
    struct Bar: Hashable {
        let first: CivilDate
        let last: CivilDate
        let count: Int
    }

    private static let mostBars = 92

    var isByWeek: Bool { count > Self.mostBars }

    /// In order; a week begins on Monday, or with the period.
    var bars: [Bar] {
        guard isByWeek else {
            return sent.indices.map { Bar(first: date($0), last: date($0), count: sent[$0]) }
        }
        var bars: [Bar] = []
        for (index, count) in sent.enumerated() {
            let day = date(index)
            if let bar = bars.last, day.weekday != CivilDate.monday {
                bars[bars.count - 1] = Bar(first: bar.first, last: day, count: bar.count + count)
            } else {
                bars.append(Bar(first: day, last: day, count: count))
            }
        }
        return bars
    }
}

extension CivilDate {
    /// Weekdays are counted from Sunday.
    fileprivate static let monday = 1
}
