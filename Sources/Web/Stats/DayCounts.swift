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
        self.first = first
        self.last = last
        var sent = [Int](repeating: 0, count: last.days(since: first) + 1)
        for day in days where day.day >= first && day.day <= last {
            sent[day.day.days(since: first)] = day.tally[.sent]
        }
        self.sent = sent
    }

    init(_ counts: [CivilDate: Int], from first: CivilDate, to last: CivilDate) {
        self.first = first
        self.last = last
        sent = (0...max(0, last.days(since: first))).map { counts[first.adding(days: $0)] ?? 0 }
    }

    var count: Int { sent.count }
    var most: Int { sent.max() ?? 0 }

    func date(_ index: Int) -> CivilDate { first.adding(days: index) }
}
