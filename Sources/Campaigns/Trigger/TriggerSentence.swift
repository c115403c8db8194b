import CivilTime

extension Trigger {
    /// "When an appointment is booked"; "Once, Mon 7 Jun 2027, 09:00"; "Every Monday at 09:00, from Mon 7 Jun 2027" in
    /// the clinic's time.
    public var sentence: String {
        switch self {
        case .event(let type, _, let leadDays): type.whenPhrase(leadDays: leadDays)
        case .scheduled(let local): "Once, \(Times.fullDay(local.date)), \(local.time.text)"
        case .recurring(let recurrence): recurrence.sentence
        }
    }

    /// The sentence with the rule: "When an appointment is booked, except where appointment type is Emergency".
    public func sentence(naming segments: Segments) -> String {
        guard case .event(_, let rule?, _) = self, rule != .everybody else { return sentence }
        return "\(sentence), \(rule.condition(naming: segments))"
    }

    /// As its card says it: "An appointment is booked"; "7 days before a patient has a birthday".
    public var phrase: String {
        switch self {
        case .event(let type, _, 0): type.phrase
        case .event(let type, _, let leadDays): type.whenPhrase(leadDays: leadDays)
        case .scheduled, .recurring: sentence
        }
    }
}

extension Rule {
    /// "only where treatment is braces"; what a rule excludes, as an exception: "except where tag includes VIP".
    fileprivate func condition(naming segments: Segments) -> String {
        if let exceptions { return "except where \(exceptions.sentence(naming: segments))" }
        return "only where \(sentence(naming: segments))"
    }

    /// Of a rule that says nothing but what must not be, what that is; nil for every other.
    private var exceptions: Rule? {
        switch self {
        case .not(let part): part
        case .test(let test) where test.op == .unequal:
            .test(FieldTest(field: test.field, op: .equal, value: test.value))
        case .all(let parts) where parts.count > 1:
            parts.compactMap(\.exceptions).count == parts.count ? .any(parts.compactMap(\.exceptions)) : nil
        default: nil
        }
    }
}

extension EventType {
    /// "When an appointment is booked"; "7 days before a payment is due"; "On the event LOST_RETAINER" for a clinic's
    /// own.
    ///
    /// - Parameter leadDays: days before; negative after.
    public func whenPhrase(leadDays: Int = 0) -> String {
        guard let phrase = Self.known.first(where: { $0.type == self })?.phrase else {
            return "On the event \(rawValue)"
        }
        let lower = phrase.prefix(1).lowercased() + phrase.dropFirst()
        guard leadDays != 0 else { return "When \(lower)" }
        let days = abs(leadDays) == 1 ? "1 day" : "\(abs(leadDays)) days"
        return "\(days) \(leadDays > 0 ? "before" : "after") \(lower)"
    }

    /// Whether it is told by the clinic's date, so that a campaign may begin days before or after it (rules.md 1.6).
    public var isDaily: Bool {
        switch self {
        case .paymentDue, .birthday, .recallDue, .retainerReorderDue: true
        default: false
        }
    }
}
