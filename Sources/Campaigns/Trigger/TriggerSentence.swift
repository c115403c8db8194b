import CivilTime

extension Trigger {
    /// "When an appointment is booked"; "Once, Mon 7 Jun 2027, 09:00" in the clinic's time.
    public var sentence: String {
        switch self {
        case .event(let type, _): type.whenPhrase
        case .scheduled(let local): "Once, \(Times.fullDay(local.date)), \(local.time.text)"
        }
    }
}

extension EventType {
    /// "When an appointment is booked"; "On the event LOST_RETAINER" for a clinic's own.
    var whenPhrase: String {
        guard let phrase = Self.known.first(where: { $0.type == self })?.phrase else {
            return "On the event \(rawValue)"
        }
        return "When \(phrase.prefix(1).lowercased())\(phrase.dropFirst())"
    }
}
