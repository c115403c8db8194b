import CivilTime

/// Whether a patient of the audience would get a campaign's first messages if it began now, asked as the sender asks.
public struct AudienceQuestion: Sendable {
    public var terms: Terms
    /// The patient's, without an anchor.
    public var facts: Facts
    /// The clinic's dates of the patient's marketing messages that count for the cap.
    public var patientMarketingDays: [CivilDate]
    /// Those of each address.
    public var pointMarketingDays: [ID<ContactPoint>: [CivilDate]]

    public init(
        terms: Terms, facts: Facts, patientMarketingDays: [CivilDate] = [],
        pointMarketingDays: [ID<ContactPoint>: [CivilDate]] = [:]
    ) {
        self.terms = terms
        self.facts = facts
        self.patientMarketingDays = patientMarketingDays
        self.pointMarketingDays = pointMarketingDays
    }

    /// nil when one of the messages would leave, be it only when the window opens; else why none would: of several
    /// reasons that of the message which came nearest to leaving.
    public func reason(at now: Instant) -> Reason? {
        var nearest = Reason.noRecipient
        for send in sends(at: now) {
            switch verdict(over: send, at: now) {
            case .send, .hold(_, .outsideWindow): return nil
            case .hold(_, let reason), .park(let reason), .skip(let reason):
                if reason.nearness > nearest.nearness { nearest = reason }
            }
        }
        return nearest
    }

    /// Whether what the patient gets goes to a minor's own address.
    public func isToMinorAlone(at now: Instant) -> Bool {
        facts.leaveMinorAlone(for: terms.purpose, at: now)
    }

    private func verdict(over send: WaitingSend, at now: Instant) -> Verdict {
        SendQuestion(
            campaignStatus: .active, terms: terms, enrollment: enrollment(at: now), facts: facts, send: send,
            patientMarketingDays: patientMarketingDays,
            pointMarketingDays: send.point.flatMap { pointMarketingDays[$0] } ?? []
        ).verdict(at: now)
    }

    /// One by nothing that could lapse: the count asks about people, not about visits.
    private func enrollment(at now: Instant) -> Enrollment {
        Enrollment(
            id: ID(0), patientID: facts.patient.id, anchor: Anchor(), event: nil, emittedStart: nil, startedAt: now,
            receivedAt: now, isTakenUp: false)
    }

    private func sends(at now: Instant) -> [WaitingSend] {
        let clinic = facts.clinic
        return terms.workflow.firstSends.flatMap { step, action -> [WaitingSend] in
            let recipients = facts.circle.recipients(
                of: facts.patient, for: terms.purpose, by: action.channel, on: clinic.day(at: now),
                majority: clinic.ageOfMajority)
            return (recipients.isEmpty ? [nil] : recipients.map(Optional.some)).map { recipient in
                WaitingSend(
                    step: step, channel: action.channel, contact: recipient?.contact.id, point: recipient?.point.id,
                    version: 1, wait: .atEvent, plannedAt: now, dueAt: now)
            }
        }
    }
}

extension Workflow {
    /// The sends that come before any other, in reading order: those up to the first wait that stands below one.
    public var firstSends: [(step: ID<Step>, action: SendStep)] {
        var sends: [(step: ID<Step>, action: SendStep)] = []
        for step in allSteps {
            switch step.action {
            case .send(let action): sends.append((step.id, action))
            case .wait where !sends.isEmpty: return sends
            default: continue
            }
        }
        return sends
    }
}

extension Reason {
    /// How far the sender's questions had come when they ended so (rules.md 4).
    fileprivate var nearness: Int { Self.order.firstIndex(of: self) ?? 0 }

    private static let order: [Reason] = [
        .noRecipient, .clinicHeld, .notInAudience, .patientDeceased, .patientInactive, .suppressed, .noConsent,
        .overCap, .noWindow,
    ]
}
