import CivilTime

/// How a replay tells what was due by the clinic's date: as the daily job would have, had the campaign asked for it. An
/// invoice counts as known from the beginning, since no event tells when it came in.
extension HouseholdReplay {
    /// It is asked each morning, and again whenever something has changed.
    mutating func putDownDays(_ patient: PastPatient, _ member: Int) {
        guard let daily = question.daily else { return }
        let first = question.clinic.day(at: question.span.lowerBound)
        let last = question.clinic.day(at: question.span.upperBound)
        let events = DailyEvents(question.clinic.calendar)
        let mornings = (0...max(0, last.days(since: first))).map { first.adding(days: $0) }
            .filter { patient.facts.mayBeDue(daily, toldOn: $0) }
            .map { events.morning(of: $0) }
        guard !mornings.isEmpty else { return }
        for time in mornings + patient.history.map(\.at) where question.span.contains(time) {
            agenda.add(.day(member: member), at: time.roundedUpToMinute.microseconds, job: Job.daily)
        }
    }

    mutating func tellDue(to member: Int, at now: Instant) {
        guard let daily = question.daily, members[member].past.isKnown(at: now) else { return }
        let events = DailyEvents(question.clinic.calendar)
        let first = question.clinic.day(at: question.span.lowerBound)
        for told in events.tellingDays(at: now) where told >= first {
            guard members[member].past.facts.mayBeDue(daily, toldOn: told) else { continue }
            let day = told.adding(days: daily.leadDays)
            for anchor in members[member].past.at(now).due(daily.type, on: day, at: now) {
                guard members[member].told.insert("\(day.text):\(anchor.key ?? "")").inserted else { continue }
                let event = Event(
                    id: ID(0), clinicID: question.clinic.id, type: daily.type, patientID: members[member].id,
                    anchor: anchor, occurredAt: events.morning(of: told), receivedAt: now, isBulk: false,
                    hasOwnTime: true, leadDays: daily.leadDays, day: day)
                agenda.add(.told(member: member, event), at: now.microseconds, job: Job.events)
            }
        }
    }
}

extension ReplayQuestion {
    struct Daily {
        let type: EventType
        let leadDays: Int
    }

    /// The daily event that starts the campaign; nil for every other trigger.
    var daily: Daily? {
        guard case .event(let type, _, let leadDays) = terms.trigger, type.isDaily else { return nil }
        return Daily(type: type, leadDays: leadDays)
    }

    /// Whether the replay tells such events itself, and so leaves those that were really told alone.
    func tellsItself(_ event: Event) -> Bool {
        daily?.type == event.type && event.sourceKey.hasPrefix(DailyEvents.keyPrefix)
    }
}

extension Facts {
    /// Whether anything could have been due: asked of the facts as they are now, before those of then are put together.
    fileprivate func mayBeDue(_ daily: ReplayQuestion.Daily, toldOn told: CivilDate) -> Bool {
        let day = told.adding(days: daily.leadDays)
        var loose = self
        for index in loose.invoices.indices {
            (loose.invoices[index].status, loose.invoices[index].paidCents) = (.open, 0)
        }
        guard daily.type == .recallDue else { return !loose.due(daily.type, on: day, at: Instant(seconds: 0)).isEmpty }
        // Which visit was the last one then is not known yet: any that took place may be.
        return appointments.filter { $0.status == .completed }.contains { visit in
            loose.appointments = [visit]
            return !loose.due(.recallDue, on: day, at: Instant(seconds: 0)).isEmpty
        }
    }
}
