import CivilTime

/// When the things happen that waits count from.
struct AnchorClock {
    let facts: Facts
    let enrollment: Enrollment

    struct Reading {
        let value: AnchorTime?
        /// The visit that gave it.
        let visit: Appointment?
    }

    /// The time of `anchor` as it is now; nil when what it hangs on does not exist. No anchor at all is no lack: the
    /// expression counts from `reached`.
    func time(of anchor: WaitAnchor?, from reached: Instant) -> Reading? {
        switch anchor {
        case nil: Reading(value: nil, visit: nil)
        case .appointment: reading(facts.visit)
        case .firstAppointment: reading(facts.firstVisit)
        case .nextAppointment: reading(facts.awaitedVisit(after: reached))
        case .treatmentStart: instant(facts.treatment?.startedAt)
        case .treatmentEnd: instant(facts.treatment?.endedAt)
        case .phaseStart: instant(facts.treatment?.phaseStartedAt)
        case .dueDate: facts.invoice.map { Reading(value: .date($0.dueOn), visit: nil) }
        case .birthday: birthday(from: reached)
        case .event: instant(facts.eventAt ?? enrollment.startedAt)
        case .enrollment: instant(enrollment.startedAt)
        }
    }

    /// When a visit that an enrollment stood waiting for was booked (rules.md 2.6).
    func bookingTime(of anchor: WaitAnchor?, from reached: Instant) -> Instant? {
        switch anchor {
        case .firstAppointment: facts.firstVisit?.knownAt
        case .nextAppointment: facts.awaitedVisit(after: reached)?.knownAt
        default: nil
        }
    }

    private func reading(_ visit: Appointment?) -> Reading? {
        visit.map { Reading(value: .instant($0.startsAt), visit: $0) }
    }

    private func instant(_ instant: Instant?) -> Reading? {
        instant.map { Reading(value: .instant($0), visit: nil) }
    }

    /// The next birthday from `reached` on.
    private func birthday(from reached: Instant) -> Reading? {
        guard let birth = facts.patient.birthDate else { return nil }
        return Reading(value: .date(birth.birthday(onOrAfter: facts.clinic.day(at: reached))), visit: nil)
    }
}
