import CivilTime

extension Facts {
    /// What daily events of this type are about that tell of `day`, for this patient: the twin of the statements by which
    /// the daily job finds them for a whole clinic. Empty where nothing is due.
    func due(_ type: EventType, on day: CivilDate, at now: Instant) -> [Anchor] {
        guard patient.status == .active else { return [] }
        switch type {
        case .birthday: return hasBirthday(on: day) ? [Anchor()] : []
        case .paymentDue: return invoices.filter { $0.dueOn == day && $0.isOpen }.map { Anchor(invoice: $0.id) }
        case .recallDue:
            guard let last = appointments.last(where: { $0.status == .completed }),
                isOrigin(last.startsAt, of: day, months: clinic.recallMonths), nextVisit(after: now) == nil
            else { return [] }
            return [Anchor()]
        case .retainerReorderDue:
            return treatments.filter { treatment in
                guard treatment.type.lowercased() == "retainer", treatment.status != .stopped,
                    let start = treatment.startedAt
                else { return false }
                return isOrigin(start, of: day, months: DailyEvents.retainerMonths)
            }.map { Anchor(treatment: $0.id) }
        default: return []
        }
    }

    private func hasBirthday(on day: CivilDate) -> Bool {
        guard let birth = patient.birthDate, birth < day else { return false }
        return day.birthdays.contains(birth.month * 100 + birth.day)
    }

    /// Whether so many months after the clinic's date of `start` is `day`.
    private func isOrigin(_ start: Instant, of day: CivilDate, months: Int) -> Bool {
        day.origins(monthsBefore: months)?.contains(clinic.day(at: start)) ?? false
    }
}
