import Campaigns
import CivilTime
import Storage

/// The demo clinic's book of visits: open hours, closed days, and how many chairs are taken.
struct DemoDiary {
    let clinic: NewClinic
    private let closed: Set<CivilDate>
    private var taken: [CivilDateTime: Int] = [:]

    private static let chairs = 4
    private static let slotMinutes = 15

    init(_ clinic: NewClinic) {
        self.clinic = clinic
        closed = Set(clinic.closedDays.map(\.date))
    }

    /// A free time on the day, or on the next that has one.
    mutating func book(onOrAfter day: CivilDate, _ random: inout DemoRandom) -> CivilDateTime {
        for offset in 0... {
            let date = day.adding(days: offset)
            guard !closed.contains(date), let hours = clinic.hours[date.weekday] else { continue }
            let slots = (hours.to.minutes - hours.from.minutes) / Self.slotMinutes - 2
            for _ in 0..<8 {
                let slot = random.number(in: 0...(slots - 1))
                let time = date.at(ClockTime(minutes: hours.from.minutes + slot * Self.slotMinutes))
                guard taken[time, default: 0] < Self.chairs else { continue }
                taken[time, default: 0] += 1
                return time
            }
        }
        preconditionFailure("the demo clinic never opens")
    }

    func instant(_ time: CivilDateTime) -> Instant { clinic.zone.instant(of: time) }
}
