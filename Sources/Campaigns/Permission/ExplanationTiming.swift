import CivilTime

extension Explanation {
    /// "48 hours before the adjustment on Tue 13 Apr, 15:30."
    func timing(_ times: Times) -> String {
        guard let wait else { return atEvent(times) }
        switch wait {
        case .lasting(let span): return "After a wait of \(span.text)."
        case .offset(let span, let direction, let anchor, _):
            return "\(span.text) \(direction.rawValue) \(phrase(anchor, times))."
        case .morning(let anchor): return "On the morning of \(phrase(anchor, times))."
        case .day(let anchor, _): return "On the day of \(phrase(anchor, times))."
        case .next(let weekday, _): return "On the next \(weekday.name)."
        case .until(let time): return "At \(time.text)."
        case .untilDate(let date, _): return "On \(times.day(date))."
        case .nextOpening: return "When the clinic was open next."
        case .event(let type, let span):
            return "Once this had happened: \(type.phrase.inSentence); or else after \(span.text)."
        }
    }

    private func atEvent(_ times: Times) -> String {
        switch trigger {
        case nil: "At once."
        case .scheduled, .recurring: "At the campaign's time, \(times.text(plannedAt))."
        case .event(let type, _, let leadDays):
            Self.start(type.whenPhrase(leadDays: leadDays), isAtOnce: leadDays == 0)
                + (visit.map { ": \(Self.phrase($0, times))." } ?? ".")
        }
    }

    /// "At once when an appointment is booked"; "7 days before a payment is due".
    private static func start(_ phrase: String, isAtOnce: Bool) -> String {
        isAtOnce ? "At once \(phrase.prefix(1).lowercased())\(phrase.dropFirst())" : phrase
    }

    private func phrase(_ anchor: WaitAnchor?, _ times: Times) -> String {
        let anchor = anchor ?? trigger?.ownAnchor
        if anchor == .appointment || anchor == nil, let visit { return Self.phrase(visit, times) }
        return anchor?.phrase ?? "what it is about"
    }

    /// "the adjustment on Tue 13 Apr, 15:30".
    static func phrase(_ visit: Visit, _ times: Times) -> String {
        let type = visit.type.isEmpty ? "visit" : visit.type.inSentence
        return "the \(type) on \(times.text(visit.startsAt))"
    }
}

extension String {
    /// With a small first letter, unless the second is a capital too: "ICON check" stays.
    var inSentence: String {
        if let second = dropFirst().first, second.isUppercase { return self }
        return prefix(1).lowercased() + dropFirst()
    }
}
