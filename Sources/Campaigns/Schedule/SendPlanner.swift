import CivilTime

/// Gives the sends of one step their recipients, times and early refusals.
struct SendPlanner {
    let enrollment: Enrollment
    let terms: Terms
    let facts: Facts
    private var confirmedAt: [Hearing: Instant] = [:]

    /// A contact point that hears of a visit.
    private struct Hearing: Hashable {
        let point: ID<ContactPoint>
        let visit: ID<Appointment>?
    }

    /// A reminder so soon after the confirmation says nothing new (rules.md 3.1).
    static let justToldMinutes = 120

    init(enrollment: Enrollment, terms: Terms, facts: Facts) {
        self.enrollment = enrollment
        self.terms = terms
        self.facts = facts
    }

    /// One planned send per recipient; one without recipient when there is nobody.
    mutating func plan(_ step: Step, _ action: SendStep, at reached: Instant, in section: Walk.Section)
        -> [PlannedSend]
    {
        let clinic = facts.clinic
        let recipients = facts.circle.recipients(
            of: facts.patient, for: terms.purpose, by: action.channel, on: clinic.day(at: reached),
            majority: clinic.ageOfMajority)
        guard !recipients.isEmpty else {
            return [make(step, action, nil, at: reached, in: section, skip: section.skip ?? .noRecipient)]
        }
        return recipients.map { plan(step, action, $0, at: reached, in: section) }
    }

    private mutating func plan(
        _ step: Step, _ action: SendStep, _ recipient: Recipient, at reached: Instant, in section: Walk.Section
    ) -> PlannedSend {
        if let skip = section.skip {
            return make(step, action, recipient, at: section.due, in: section, skip: skip)
        }
        switch shift(reached.roundedUpToMinute, for: recipient, in: section) {
        case .skip(let reason):
            return make(step, action, recipient, at: reached, in: section, skip: Reason(reason))
        case .at(let time):
            let skip = refusal(recipient, at: time, in: section)
            if skip == nil, isConfirmation(section) { confirmedAt[hearing(recipient, section)] = time }
            return make(step, action, recipient, at: time, in: section, skip: skip)
        }
    }

    private func shift(_ due: Instant, for recipient: Recipient, in section: Walk.Section) -> ShiftResult {
        let clinic = facts.clinic
        let window = SendWindow(
            purpose: terms.purpose, clinic: clinic, contactZone: recipient.contact.zone)
        let time = SendTime(
            due: due, rule: ShiftRule(section.wait.visitRelation),
            visit: section.wait.isForVisitOnly(terms.type, enrollment.event) ? section.visit?.startsAt : nil,
            earliest: section.earliest, limitMinutes: clinic.lateness.minutes(for: terms.type),
            wait: section.wait.isAtEvent ? nil : section.due)
        return time.shifted(into: window, clinicZone: clinic.zone)
    }

    private func refusal(_ recipient: Recipient, at time: Instant, in section: Walk.Section) -> Reason? {
        if enrollment.isTakenUp, section.wait.isAtEvent || time < enrollment.receivedAt { return .beforeReceipt }
        if section.wait.visitRelation != .none, let told = confirmedAt[hearing(recipient, section)],
            time < told.adding(minutes: Self.justToldMinutes)
        {
            return .justTold
        }
        return nil
    }

    private func hearing(_ recipient: Recipient, _ section: Walk.Section) -> Hearing {
        Hearing(point: recipient.point.id, visit: section.visit?.id)
    }

    /// The sends of a REMINDER campaign before its first wait (rules.md 1.3).
    private func isConfirmation(_ section: Walk.Section) -> Bool {
        terms.type == .reminder && section.wait.isAtEvent
    }

    private func make(
        _ step: Step, _ action: SendStep, _ recipient: Recipient?, at time: Instant, in section: Walk.Section,
        skip: Reason?
    ) -> PlannedSend {
        let dueAt = section.wait.isAtEvent ? max(time, enrollment.receivedAt) : time
        return PlannedSend(
            step: step, action: action, recipient: recipient, plannedAt: time.roundedUpToMinute, dueAt: dueAt,
            wait: section.wait, visit: section.visit, version: section.version, skip: skip, arm: section.arm)
    }
}
