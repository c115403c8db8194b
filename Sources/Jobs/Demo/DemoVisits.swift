import Campaigns
import CivilTime

/// One visit of the demo clinic.
struct DemoVisit {
    let type: String
    let startsAt: Instant
    let status: AppointmentStatus
    let bookedAt: Instant
    /// When the desk knew of the status; the booking's time for one that is booked.
    let settledAt: Instant
}

/// One patient's visits from the first to the next that is booked.
struct DemoVisits {
    /// Visits are booked this far ahead.
    static let horizonDays = 42

    let now: Instant
    let today: CivilDate

    func visits(
        of patient: DemoPatient, in course: DemoCourse, _ diary: inout DemoDiary, _ random: inout DemoRandom
    ) -> [DemoVisit] {
        var visits: [DemoVisit] = []
        var day = patient.registeredOn
        var bookedAt = diary.instant(patient.registeredOn.at(ClockTime(minutes: 9 * 60 + random.number(in: 0...420))))
        for planned in course.visits {
            var gap = planned.days
            while true {
                day = day.adding(days: random.number(in: gap))
                guard day <= today.adding(days: Self.horizonDays) else { return visits }
                let time = diary.book(onOrAfter: day, &random)
                let visit = visit(planned.type, at: diary.instant(time), bookedAt: min(bookedAt, now), &random)
                visits.append(visit)
                guard visit.startsAt <= now else { return visits }
                day = time.date
                // Booked at the desk on the way out, or by telephone the next day.
                bookedAt = visit.startsAt.adding(minutes: visit.status == .completed ? 30 : 25 * 60)
                if visit.status == .completed { break }
                gap = 5...14
            }
        }
        return visits
    }

    private func visit(_ type: String, at start: Instant, bookedAt: Instant, _ random: inout DemoRandom) -> DemoVisit {
        let status = status(of: start, &random)
        let settledAt =
            switch status {
            case .confirmed: start.adding(hours: -72)
            case .cancelled: start.adding(hours: -random.number(in: 3...90))
            case .completed: start.adding(minutes: 30)
            default: start.adding(minutes: 20)
            }
        return DemoVisit(
            type: type, startsAt: start, status: status, bookedAt: bookedAt,
            settledAt: status == .booked ? bookedAt : max(bookedAt, min(settledAt, now)))
    }

    private func status(of start: Instant, _ random: inout DemoRandom) -> AppointmentStatus {
        guard start > now else {
            return switch random.number(in: 1...100) {
            case ...5: .noShow
            case ...10: .cancelled
            default: .completed
            }
        }
        let isSoon = start < now.adding(hours: 72)
        return isSoon && random.happens(percent: 40) ? .confirmed : .booked
    }
}
