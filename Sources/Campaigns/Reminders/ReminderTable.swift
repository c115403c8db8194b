/// When the clinic reminds of its visits, line by line: lines for every type, and lines by which a type differs.
public struct ReminderTable: Sendable, Hashable {
    public let rules: [ReminderRule]
    /// Those of the clinic, by name.
    public let types: [AppointmentType]

    public init(rules: [ReminderRule], types: [AppointmentType]) {
        self.rules = rules
        self.types = types
    }

    /// Lines that one table may hold.
    public static let mostRules = 60

    /// The types that have lines of their own, by name.
    public var ownTypes: [AppointmentType] {
        let own = Set(rules.compactMap(\.type))
        return types.filter { own.contains($0.id) }
    }

    /// The lines that hold for every type; in the order in which they send.
    public var shared: [ReminderRule] { Self.inOrder(rules.filter { $0.type == nil }) }

    /// What a visit of this type gets, in the order in which it is sent: the type's own lines, and of those for every
    /// type the ones in whose place it has none.
    public func effective(for type: ID<AppointmentType>?) -> [ReminderRule] {
        guard let type else { return shared.filter { $0.message != nil } }
        let own = rules.filter { $0.type == type }
        let replaced = Set(own.map(\.cell))
        return Self.inOrder(own + shared.filter { !replaced.contains($0.cell) }).filter { $0.message != nil }
    }

    /// The lines as the page lists them: those for every type first, then type by type; each in the order of sending.
    public var inReadingOrder: [ReminderRule] {
        shared + ownTypes.flatMap { type in Self.inOrder(rules.filter { $0.type == type.id }) }
    }

    private static func inOrder(_ rules: [ReminderRule]) -> [ReminderRule] {
        rules.sorted { one, other in
            (-one.lead.distance, one.channel.tablePlace, one.id) < (
                -other.lead.distance, other.channel.tablePlace, other.id
            )
        }
    }
}

extension Channel {
    fileprivate var tablePlace: Int { Channel.allCases.firstIndex(of: self) ?? 0 }
}
