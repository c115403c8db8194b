import CivilTime

/// Coded as an object with one member that names the kind; a document from before there were leads has none.
extension Trigger: Codable {
    private enum Kind: String, CodingKey { case event, scheduled, recurring }

    private enum Member: String, CodingKey {
        case value = "_0"
        case rule, leadDays
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Kind.self)
        guard let kind = container.allKeys.first, container.allKeys.count == 1 else {
            let context = DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "expected a trigger")
            throw DecodingError.dataCorrupted(context)
        }
        let members = try container.nestedContainer(keyedBy: Member.self, forKey: kind)
        switch kind {
        case .event:
            self = .event(
                try members.decode(EventType.self, forKey: .value),
                rule: try members.decodeIfPresent(Rule.self, forKey: .rule),
                leadDays: try members.decodeIfPresent(Int.self, forKey: .leadDays) ?? 0)
        case .scheduled: self = .scheduled(try members.decode(CivilDateTime.self, forKey: .value))
        case .recurring: self = .recurring(try members.decode(Recurrence.self, forKey: .value))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Kind.self)
        switch self {
        case .event(let type, let rule, let leadDays):
            var members = container.nestedContainer(keyedBy: Member.self, forKey: .event)
            try members.encode(type, forKey: .value)
            try members.encodeIfPresent(rule, forKey: .rule)
            if leadDays != 0 { try members.encode(leadDays, forKey: .leadDays) }
        case .scheduled(let local):
            var members = container.nestedContainer(keyedBy: Member.self, forKey: .scheduled)
            try members.encode(local, forKey: .value)
        case .recurring(let recurrence):
            var members = container.nestedContainer(keyedBy: Member.self, forKey: .recurring)
            try members.encode(recurrence, forKey: .value)
        }
    }
}
