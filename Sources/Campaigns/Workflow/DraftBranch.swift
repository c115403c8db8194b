/// A branch of a draft: its lanes without their steps, which are cards of their own.
public struct DraftBranch: Sendable, Hashable {
    public struct Lane: Sendable, Hashable {
        public let key: LaneKey
        /// Empty where the rule says it.
        public var name: String
        public var rule: Rule
        /// Percent of households; nil where rules part.
        public var weight: Int?
        /// Whether the enrollment ends with this lane.
        public var exits: Bool
    }

    public struct Otherwise: Sendable, Hashable {
        public var exits: Bool

        public init(exits: Bool) { self.exits = exits }
    }

    /// In the order in which they are asked.
    public private(set) var lanes: [Lane]
    /// nil while the draft lacks it; activation refuses that.
    public var otherwise: Otherwise?
    /// How many lanes it ever had: the next one's key is not among them.
    public private(set) var added: Int
    /// Of the draw by weights; nil where rules part.
    public private(set) var drawKey: ExperimentKey?

    public init(otherwise: Otherwise? = Otherwise(exits: false)) {
        lanes = []
        self.otherwise = otherwise
        added = 0
    }

    /// The branch of a revision, without its steps.
    init(_ branch: Branch) {
        self.init(
            lanes: branch.lanes.map {
                Lane(key: $0.key, name: $0.name, rule: $0.rule, weight: $0.weight, exits: $0.lane.exits)
            },
            otherwise: branch.otherwise.map { Otherwise(exits: $0.exits) }, added: branch.added,
            drawKey: branch.drawKey)
    }

    init(lanes: [Lane], otherwise: Otherwise?, added: Int, drawKey: ExperimentKey? = nil) {
        self.lanes = lanes
        self.otherwise = otherwise
        self.added = added
        self.drawKey = drawKey
    }

    /// The same branch parted by chance.
    ///
    /// - Parameters:
    ///   - weights: percent of households, one a lane.
    ///   - key: that of before, so that households stay in their lanes.
    public func drawn(by weights: [Int], key: ExperimentKey) -> DraftBranch {
        precondition(weights.count == lanes.count, "a draw needs a weight for each lane")
        var branch = self
        branch.drawKey = key
        for (index, weight) in weights.enumerated() {
            branch.lanes[index].rule = .everybody
            branch.lanes[index].weight = weight
        }
        return branch
    }

    /// Appends a lane under a key that this branch never had.
    @discardableResult
    public mutating func add(name: String = "", rule: Rule, exits: Bool = false) -> LaneKey {
        added += 1
        lanes.append(Lane(key: .added(added), name: name, rule: rule, exits: exits))
        return .added(added)
    }

    /// The same branch with other lanes: those whose key it has stay themselves, the others get keys of their own.
    public func replacing(
        lanes others: [(key: LaneKey?, name: String, rule: Rule, exits: Bool)], otherwise: Otherwise?
    ) -> DraftBranch {
        var branch = DraftBranch(lanes: [], otherwise: otherwise, added: added)
        let known = Set(lanes.map(\.key))
        for other in others {
            let isTaken = branch.lanes.contains { $0.key == other.key }
            if let key = other.key, known.contains(key), !isTaken {
                branch.lanes.append(Lane(key: key, name: other.name, rule: other.rule, exits: other.exits))
            } else {
                branch.add(name: other.name, rule: other.rule, exits: other.exits)
            }
        }
        return branch
    }
}

extension Branch {
    /// Lanes that one branch may have, *otherwise* not counted.
    public static let maximumLanes = 20
    /// Characters in the name of a lane.
    public static let maximumNameLength = 60
}
