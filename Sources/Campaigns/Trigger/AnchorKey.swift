import CivilTime

extension Event {
    /// What this event's enrollments are about, as their once-only key (rules.md 1.1): only ever compared.
    ///
    /// What the event itself told comes before what the rows say now: they may have gone on since.
    ///
    /// - Parameter facts: of the patient, about the event's anchor.
    public func anchorKey(_ facts: Facts) -> String {
        switch type {
        case .birthday, .recallDue, .retainerReorderDue:
            return "\(type.rawValue):\((day ?? facts.clinic.day(at: occurredAt)).text)"
        case .messageClicked: return "send:\(told("send") ?? sourceKey)"
        case .surveyAnswered: return "response:\(told("response") ?? sourceKey)"
        case .treatmentPhaseChanged:
            return anchor.phaseKey(told("phase") ?? facts.treatment?.phase ?? "", since: occurredAt)
        default: return anchor.key.map { key in detail(facts).map { "\(key):\($0)" } ?? key } ?? "none"
        }
    }

    /// What tells one such event about the subject from another; nil where the subject alone is the key.
    private func detail(_ facts: Facts) -> String? {
        switch type {
        case .appointmentMoved: told("scheduleVersion") ?? facts.visit.map { String($0.scheduleVersion) }
        case .treatmentMilestone: told("milestone")
        case .paymentReceived: told("paidCents") ?? facts.invoice.map { String($0.paidCents) }
        default: nil
        }
    }

    /// In bytes, so that a key with a subject's id before it fits its column.
    private static let longestDetail = 300

    /// A member of what was told with the event, be it a text or a whole number.
    private func told(_ member: String) -> String? {
        switch data?[member] {
        case .string(let text)? where text.utf8.count <= Self.longestDetail: text
        case .integer(let number)?: String(number)
        default: nil
        }
    }
}

extension Anchor {
    /// The subject as the beginning of a key: "appointment:7"; nil without one.
    var key: String? {
        if let appointment { return "appointment:\(appointment)" }
        if let treatment { return "treatment:\(treatment)" }
        return invoice.map { "invoice:\($0)" }
    }

    /// A treatment in one phase, from its start.
    func phaseKey(_ phase: String, since start: Instant) -> String {
        "\(key ?? "none"):\(phase):\(start.microseconds)"
    }
}
