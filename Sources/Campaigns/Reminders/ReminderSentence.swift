import CivilTime

extension ReminderTable {
    /// What a visit of the type gets: "e-mail and SMS at booking; SMS 2 days before, unless confirmed; SMS on the
    /// morning"; "nothing".
    ///
    /// - Parameter type: nil for types without lines of their own.
    public func sentence(for type: ID<AppointmentType>?) -> String {
        let rules = effective(for: type)
        guard !rules.isEmpty else { return "nothing" }
        var parts: [(lead: ReminderLead, isUntilConfirmed: Bool, channels: [Channel])] = []
        for rule in rules {
            let isKnown = { (part: (lead: ReminderLead, isUntilConfirmed: Bool, channels: [Channel])) in
                part.lead == rule.lead && part.isUntilConfirmed == rule.isOnlyUntilConfirmed
            }
            if let index = parts.firstIndex(where: isKnown) {
                parts[index].channels.append(rule.channel)
            } else {
                parts.append((rule.lead, rule.isOnlyUntilConfirmed, [rule.channel]))
            }
        }
        return parts.map { part in
            "\(Self.joined(part.channels.map(\.phrase))) \(part.lead.phrase)"
                + (part.isUntilConfirmed ? ", unless confirmed" : "")
        }.joined(separator: "; ")
    }

    /// Of lines that cannot both be sent for some visits, which are; nil where all are.
    ///
    /// - Parameter morning: the clinic's morning time.
    public func collision(for type: ID<AppointmentType>?, morning: ClockTime) -> String? {
        let leads = effective(for: type).map(\.lead)
        guard leads.contains(.morning) else { return nil }
        let hours = leads.compactMap { lead -> Int? in if case .hours(let hours) = lead { hours } else { nil } }
        let colliding = hours.filter { $0 < 12 }.min()
        guard let colliding else { return nil }
        let limit = morning.adding(hours: colliding)
        let other = ReminderLead.hours(colliding).phrase
        return colliding <= ReminderLead.hoursAfterMorning
            ? "A visit before \(limit) gets only the one on the morning, not the one \(other)."
            : "A visit after \(limit) gets only the one \(other), not the one on the morning."
    }

    private static func joined(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.joined() }
        return "\(words.dropLast().joined(separator: ", ")) and \(last)"
    }
}

extension ClockTime {
    fileprivate func adding(hours: Int) -> String {
        let minutes = (self.minutes + hours * 60) % (24 * 60)
        return ClockTime(hour: minutes / 60, minute: minutes % 60)?.text ?? ""
    }
}
