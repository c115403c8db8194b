/// A step that a reminder table comes to, before it has an id.
public struct ReminderCard: Sendable, Hashable {
    /// The same for the same line of the table whatever else of it changes, so that the step keeps its id and people on
    /// their way keep their messages.
    public let key: String
    /// The key of the step in whose lane it stands; nil in the main lane.
    public let parent: String?
    public let lane: LaneKey?
    /// From 1, among the steps of its lane.
    public let position: Int
    /// What its card is called: "SMS 48 hours before". Empty for a wait, which says itself what it does.
    public let name: String
    public let action: DraftAction
}

extension ReminderTable {
    private static let branchKey = "types"

    /// The steps of the campaign that the table is, each after the one whose lane it stands in: a branch by appointment
    /// type where types differ, and in each lane waits and sends.
    public var cards: [ReminderCard] {
        let own = ownTypes
        guard !own.isEmpty else { return cards(for: nil, in: nil) }
        var branch = DraftBranch(otherwise: .init(exits: false))
        let lanes = own.map { type in
            (
                key: LaneKey.named(type), name: type.name,
                rule: Rule.test(FieldTest(field: .appointmentType, op: .equal, value: .text(type.name)))
            )
        }
        branch = branch.keyed(lanes)
        let fork = ReminderCard(
            key: Self.branchKey, parent: nil, lane: nil, position: 1, name: "Appointment type", action: .branch(branch))
        return [fork] + own.flatMap { cards(for: $0, in: .named($0)) } + cards(for: nil, in: .otherwise)
    }

    private func cards(for type: AppointmentType?, in lane: LaneKey?) -> [ReminderCard] {
        var cards: [ReminderCard] = []
        func add(_ key: String, _ name: String, _ action: DraftAction) {
            cards.append(
                ReminderCard(
                    key: key, parent: lane == nil ? nil : Self.branchKey, lane: lane, position: cards.count + 1,
                    name: name, action: action))
        }
        for group in groups(for: type?.id) {
            if let wait = group.lead.wait, let first = group.rules.min(by: { $0.id < $1.id }) {
                add("wait-\(mark(of: first, in: type))", "", .wait(Wait(expression: wait)))
            }
            for rule in group.rules {
                let send = SendStep(
                    channel: rule.channel, template: rule.message, isOnlyUntilConfirmed: rule.isOnlyUntilConfirmed)
                add(
                    "send-\(mark(of: rule, in: type))", "\(rule.channel.phrase) \(rule.lead.phrase)".capitalisedStart,
                    .send(send))
            }
        }
        return cards
    }

    /// Lines that send at the same time share a wait.
    private func groups(for type: ID<AppointmentType>?) -> [(lead: ReminderLead, rules: [ReminderRule])] {
        var groups: [(lead: ReminderLead, rules: [ReminderRule])] = []
        for rule in effective(for: type) {
            if groups.last?.lead == rule.lead {
                groups[groups.count - 1].rules.append(rule)
            } else {
                groups.append((rule.lead, [rule]))
            }
        }
        return groups
    }

    /// A line for every type is a step of its own in each lane.
    private func mark(of rule: ReminderRule, in type: AppointmentType?) -> String {
        guard let type, rule.type == nil else { return "\(rule.id)" }
        return "\(rule.id)-\(type.id)"
    }
}

extension LaneKey {
    /// Of a type's lane: the type's own, so that it names no other lane later.
    fileprivate static func named(_ type: AppointmentType) -> LaneKey {
        guard let key = LaneKey(rawValue: "t\(type.id)") else {
            preconditionFailure("a type's id is longer than a lane's key may be")
        }
        return key
    }
}

extension DraftBranch {
    fileprivate func keyed(_ lanes: [(key: LaneKey, name: String, rule: Rule)]) -> DraftBranch {
        DraftBranch(
            lanes: lanes.map { Lane(key: $0.key, name: $0.name, rule: $0.rule, exits: false) }, otherwise: otherwise,
            added: lanes.count)
    }
}
