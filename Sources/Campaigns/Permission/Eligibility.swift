import CivilTime

extension SendQuestion {
    /// Days that cap, provider and clinic together may hold a message (rules.md 3.2).
    static let longestHoldDays = 7
    /// A cap that frees later than this skips instead of holding.
    static let longestCapHoldHours = 72

    /// May this be sent at `now`? The first question that fails gives the verdict, in the order of rules.md 4.
    ///
    /// Rendering, the last question, is asked by whoever renders.
    public func verdict(at now: Instant) -> Verdict {
        if facts.clinic.isHeld { return .park(.clinicHeld) }
        if let verdict = campaignVerdict ?? revisionVerdict(at: now) { return verdict }
        if let reason = endReason ?? forceReason(at: now) ?? lateReason(at: now) ?? audienceReason(at: now) {
            return .skip(reason)
        }
        if let reason = recipientReason(at: now) ?? patientReason ?? consentReason(at: now) { return .skip(reason) }
        let verdict = capVerdict(at: now) ?? windowVerdict(at: now)
        // Asked last, so that the holdout is made of those who would have got the message.
        return verdict == .send && send.arm == .holdout ? .skip(.holdout) : verdict
    }

    private var campaignVerdict: Verdict? {
        switch campaignStatus {
        case .active, .draft: nil
        case .paused: .park(.campaignPaused)
        case .completed, .archived: .skip(.campaignEnded)
        }
    }

    /// After a publication what the new revision forbids must not leave by the old one (rules.md 5).
    private func revisionVerdict(at now: Instant) -> Verdict? {
        if enrollment.status == .ended { return nil }
        if awaitsRevision { return .hold(until: now.adding(minutes: Self.revisionMinutes), .revisionPending) }
        return terms.workflow.step(send.step) == nil ? .skip(.stepRemoved) : nil
    }

    private static let revisionMinutes = 1

    private var endReason: Reason? { enrollment.status == .ended ? .enrollmentEnded : nil }

    private func forceReason(at now: Instant) -> Reason? {
        let current = send.wait.isOpening ? enrollment.openingVersion : enrollment.scheduleVersion
        if send.version != current {
            return send.wait.visitRelation == .none && enrollment.reopenedAt == nil ? .dateMoved : .visitMoved
        }
        if let reason = AnchorForce(terms: terms, enrollment: enrollment, facts: facts).lapse(
            for: send.wait.visitRelation, at: now)
        {
            return reason
        }
        return send.isOnlyUntilConfirmed && facts.visit?.confirmedAt != nil ? .confirmed : nil
    }

    private func lateReason(at now: Instant) -> Reason? {
        if send.heldSeconds > Self.longestHoldDays * 86_400 { return .heldTooLong }
        if send.wait.visitRelation == .before || send.wait.visitRelation == .dayOf,
            let visit = visit(at: now), visit.startsAt <= now
        {
            return .tooLate
        }
        let limit = facts.clinic.lateness.minutes(for: terms.type)
        return now > send.dueAt.adding(minutes: limit) ? .tooLate : nil
    }

    private func audienceReason(at now: Instant) -> Reason? {
        guard terms.holdsToAudience else { return nil }
        return terms.includes(facts, at: now) ? nil : .notInAudience
    }

    private func recipientReason(at now: Instant) -> Reason? {
        if send.point == nil { return .noRecipient }
        return recipient(at: now) == nil ? .noLongerReceives : nil
    }

    /// Who hears it at this row's contact point; nil when the point receives no longer for the patient.
    public func recipient(at now: Instant) -> Recipient? {
        facts.circle.recipients(
            of: facts.patient, for: terms.purpose, by: send.channel, on: facts.clinic.day(at: now),
            majority: facts.clinic.ageOfMajority
        ).first { $0.point.id == send.point }
    }

    private var patientReason: Reason? {
        switch facts.patient.status {
        case .deceased: return .patientDeceased
        case .inactive: return .patientInactive
        case .active: break
        }
        guard let point = send.point else { return nil }
        return facts.consents.isSuppressed(point, for: terms.purpose) ? .suppressed : nil
    }

    /// Asked of whoever hears it now: somebody else may have the address meanwhile.
    private func consentReason(at now: Instant) -> Reason? {
        guard let recipient = recipient(at: now) else { return nil }
        let isAllowed = facts.consents.allow(
            recipient.contact.id, type: terms.type, purpose: terms.purpose, channel: send.channel)
        return isAllowed ? nil : .noConsent
    }

    /// Counted by planned minute: being a day late makes no message one of another day.
    private func capVerdict(at now: Instant) -> Verdict? {
        guard terms.purpose == .marketing else { return nil }
        let clinic = facts.clinic
        let today = clinic.day(at: send.dueAt)
        let free = capFreeDay(from: today)
        guard free > today else { return nil }
        let until = clinic.zone.instant(of: free.at(ClockTime(minutes: 0)))
        let isNear = until <= now.adding(hours: Self.longestCapHoldHours)
        return isNear ? .hold(until: until, .overCap) : .skip(.overCap)
    }

    /// The first of the clinic's days from `day` on at which the cap lets one more go, to the patient and the address.
    func capFreeDay(from day: CivilDate) -> CivilDate {
        let cap = facts.clinic.cap
        return max(
            cap.nextFreeDay(from: day, taken: patientMarketingDays),
            cap.nextFreeDay(from: day, taken: pointMarketingDays))
    }

    private func windowVerdict(at now: Instant) -> Verdict {
        let zone = facts.circle.everyone.first { $0.id == send.contact }?.zone
        let window = SendWindow(purpose: terms.purpose, clinic: facts.clinic, contactZone: zone)
        if window.contains(now) { return .send }
        guard let opening = window.opening(atOrAfter: now, daysIn: facts.clinic.zone) else { return .skip(.noWindow) }
        if send.wait.isForVisitOnly(terms.type, enrollment.event), let visit = visit(at: now),
            opening >= visit.startsAt
        {
            return .skip(.noWindowBeforeVisit)
        }
        if let own = ownTime(at: now), opening > own.adding(minutes: facts.clinic.lateness.minutes(for: terms.type)) {
            return .skip(.noWindowBeforeVisit)
        }
        return .hold(until: opening, .outsideWindow)
    }

    /// The own time of a wait before a visit, from which lateness counts however late it is asked (rules.md 2.7); nil for
    /// any other send.
    private func ownTime(at now: Instant) -> Instant? {
        guard send.wait.visitRelation == .before, let expression = send.wait.expression, let visit = visit(at: now)
        else { return nil }
        return expression.due(from: now, anchor: .instant(visit.startsAt), calendar: facts.clinic.calendar)
    }
}
