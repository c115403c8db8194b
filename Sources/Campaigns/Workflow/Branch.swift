/// Lanes with a rule each: the first that holds is taken, else *otherwise*; or with a weight each, for chance to part
/// (rules.md 1.2).
public struct Branch: Sendable, Hashable, Codable {
    /// In the order in which they are asked.
    public var lanes: [BranchLane]
    /// nil while the draft lacks it; activation refuses that.
    public var otherwise: Lane?
    /// How many lanes it ever had: a draft that goes back to this revision must not use their keys again.
    public var added: Int
    /// Of the draw by weights; nil where rules part.
    public var drawKey: ExperimentKey?

    public init(
        lanes: [BranchLane], otherwise: Lane? = Lane(), added: Int? = nil, drawKey: ExperimentKey? = nil
    ) {
        self.lanes = lanes
        self.otherwise = otherwise
        self.added = added ?? lanes.count
        self.drawKey = drawKey
    }
}

/// One way of a branch.
public struct BranchLane: Sendable, Hashable, Codable {
    public let key: LaneKey
    /// Empty where the rule says it.
    public var name: String
    /// Everybody where chance parts.
    public var rule: Rule
    /// Percent of households; nil where rules part.
    public var weight: Int?
    public var lane: Lane

    public init(key: LaneKey, name: String, rule: Rule, weight: Int? = nil, lane: Lane = Lane()) {
        self.key = key
        self.name = name
        self.rule = rule
        self.weight = weight
        self.lane = lane
    }
}

extension BranchLane {
    /// What a lane without a name is called. A long rule makes a long sentence, so nobody else asks for it.
    fileprivate var saying: String { weight.map { "\($0) %" } ?? rule.sentence.capitalisedStart }
}

/// A lane as its step holds it.
public struct KeyedLane: Sendable, Hashable {
    public let key: LaneKey
    /// "Yes", "Braces", "Otherwise".
    public let name: String
    /// What is asked before it is taken; nil for a lane that is taken when nothing else is, and for one that chance picks.
    public let rule: Rule?
    /// Percent of households, where chance picks.
    public var weight: Int?
    public let lane: Lane
}

extension Step {
    /// Its lanes in reading order, whatever parts them; empty for a step that has none.
    public var lanes: [KeyedLane] {
        switch action {
        case .send, .wait: return []
        case .condition(let condition):
            return [
                KeyedLane(key: .yes, name: "Yes", rule: condition.rule, lane: condition.yes),
                KeyedLane(key: .no, name: "No", rule: nil, lane: condition.no),
            ]
        case .branch(let branch):
            let asked = branch.lanes.map { lane in
                return KeyedLane(
                    key: lane.key, name: lane.name.isEmpty ? lane.saying : lane.name,
                    rule: lane.weight == nil ? lane.rule : nil, weight: lane.weight, lane: lane.lane)
            }
            let otherwise = branch.otherwise.map {
                KeyedLane(key: .otherwise, name: "Otherwise", rule: nil, lane: $0)
            }
            return asked + [otherwise].compactMap(\.self)
        }
    }

    /// The step without what its lanes hold: the same as long as the step itself is.
    var alone: Step {
        var bare = self
        switch action {
        case .send, .wait: break
        case .condition(var condition):
            condition.yes.steps = []
            condition.no.steps = []
            bare.action = .condition(condition)
        case .branch(var branch):
            for index in branch.lanes.indices { branch.lanes[index].lane.steps = [] }
            branch.otherwise?.steps = []
            // How many lanes there were once changes nothing for anybody.
            branch.added = 0
            bare.action = .branch(branch)
        }
        return bare
    }

    /// nil for a lane that it has not, or no longer.
    public func lane(_ key: LaneKey) -> Lane? { lanes.first { $0.key == key }?.lane }
}
