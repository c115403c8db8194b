import CivilTime

/// One card of a draft, with its place in the tree.
public struct DraftStep: Sendable, Hashable {
    public let id: ID<Step>
    public var lane: DraftLane
    /// From 1, among the steps of its lane.
    public var position: Int
    /// Empty where the card shows the action itself.
    public var name: String
    public var action: DraftAction
    /// Rises with each saved change of the step.
    public let version: Int
    public let updatedAt: Instant

    public init(
        id: ID<Step>, lane: DraftLane, position: Int, name: String, action: DraftAction, version: Int,
        updatedAt: Instant
    ) {
        self.id = id
        self.lane = lane
        self.position = position
        self.name = name
        self.action = action
        self.version = version
        self.updatedAt = updatedAt
    }
}

/// In which row of cards a step stands.
public enum DraftLane: Sendable, Hashable {
    case main
    case inside(ID<Step>, LaneKey)

    public var parent: ID<Step>? {
        if case .inside(let parent, _) = self { parent } else { nil }
    }

    /// `main`, `yes`, `no`, `b1`, `otherwise`.
    public var name: String {
        if case .inside(_, let lane) = self { lane.rawValue } else { "main" }
    }
}

/// What a step of a draft does; the steps inside its lanes are cards of their own.
public enum DraftAction: Sendable, Hashable {
    case send(SendStep)
    case wait(Wait)
    /// - Parameter exits: the lanes that end the enrollment.
    case condition(Rule, exits: Set<LaneKey>)
    case branch(DraftBranch)

    /// The specification's word for it.
    public var typeName: String {
        switch self {
        case .send: "SEND"
        case .wait: "WAIT"
        case .condition: "CONDITION"
        case .branch: "BRANCH"
        }
    }

    /// The lanes in which steps may stand, in reading order.
    public var laneKeys: [LaneKey] {
        switch self {
        case .send, .wait: []
        case .condition: [.yes, .no]
        case .branch(let branch): branch.lanes.map(\.key) + (branch.otherwise == nil ? [] : [.otherwise])
        }
    }
}

extension Workflow {
    /// Most cards that one draft may hold.
    public static let maximumSteps = 400
    /// How deep a step may stand in lanes within lanes; the main lane has depth 0.
    public static let maximumDepth = 12

    /// The tree that the cards make; in any order. A card whose parent is not among them is left out.
    public init(draft: [DraftStep]) {
        let lanes = Dictionary(grouping: draft, by: \.lane).mapValues { $0.sorted { $0.position < $1.position } }
        self.init(steps: Self.steps(of: .main, in: lanes))
    }

    private static func steps(of lane: DraftLane, in lanes: [DraftLane: [DraftStep]]) -> [Step] {
        (lanes[lane] ?? []).map { card in
            Step(id: card.id, name: card.name, action: action(of: card, in: lanes))
        }
    }

    private static func action(of card: DraftStep, in lanes: [DraftLane: [DraftStep]]) -> Step.Action {
        func lane(_ key: LaneKey, exits: Bool) -> Lane {
            Lane(steps: steps(of: .inside(card.id, key), in: lanes), exits: exits)
        }
        switch card.action {
        case .send(let send): return .send(send)
        case .wait(let wait): return .wait(wait)
        case .condition(let rule, let exits):
            return .condition(
                Condition(
                    rule: rule, yes: lane(.yes, exits: exits.contains(.yes)),
                    no: lane(.no, exits: exits.contains(.no))))
        case .branch(let branch):
            return .branch(
                Branch(
                    lanes: branch.lanes.map {
                        BranchLane(
                            key: $0.key, name: $0.name, rule: $0.rule, weight: $0.weight,
                            lane: lane($0.key, exits: $0.exits))
                    },
                    otherwise: branch.otherwise.map { lane(.otherwise, exits: $0.exits) }, added: branch.added,
                    drawKey: branch.drawKey))
        }
    }
}
