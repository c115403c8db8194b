import CivilTime

/// Reads the steps of an exported campaign into cards, numbered in reading order.
struct PortableStepReader {
    let rules: RuleOutline
    /// How many messages the file has.
    let messages: Int
    private(set) var steps: [DraftStep] = []

    private static let maximumNameLength = 120
    private static let maximumLaneNameLength = 60

    init(rules: RuleOutline, messages: Int) {
        self.rules = rules
        self.messages = messages
    }

    mutating func read(_ nodes: [OutlineNode], in lane: DraftLane, depth: Int) throws(PortableProblem) {
        guard depth <= Workflow.maximumDepth || nodes.isEmpty else {
            throw PortableProblem(nodes[0].line, "Steps stand in at most \(Workflow.maximumDepth) lanes within lanes.")
        }
        for (index, node) in nodes.enumerated() {
            guard case .entry(let kind, _) = node.content else {
                throw PortableProblem(node.line, "Expected a step: send, wait, condition or branch.")
            }
            guard steps.count < Workflow.maximumSteps else {
                throw PortableProblem(node.line, "A campaign has at most \(Workflow.maximumSteps) steps.")
            }
            let id = ID<Step>(Int64(steps.count + 1))
            let name = try node.valueIfAny(atMost: Self.maximumNameLength) ?? ""
            let place = steps.count
            // The card is there before those in its lanes, which are numbered after it.
            steps.append(
                DraftStep(
                    id: id, lane: lane, position: index + 1, name: name, action: .condition(.everybody, exits: []),
                    version: 1, updatedAt: Instant(microseconds: 0)))
            steps[place].action = try action(kind, node, id, depth)
        }
    }

    private mutating func action(_ kind: String, _ node: OutlineNode, _ id: ID<Step>, _ depth: Int)
        throws(PortableProblem) -> DraftAction
    {
        var cursor = OutlineCursor(node.children, below: node.line)
        switch kind {
        case "send": return .send(try send(&cursor))
        case "wait": return .wait(try wait(&cursor))
        case "condition":
            let rule = try rules.rule(cursor.required("rule"))
            var exits: Set<LaneKey> = []
            for key in [LaneKey.yes, .no] {
                let lane = try cursor.required(key.rawValue)
                if try ends(lane) { exits.insert(key) }
                try read(lane.children, in: .inside(id, key), depth: depth + 1)
            }
            try cursor.finish()
            return .condition(rule, exits: exits)
        case "branch": return .branch(try branch(&cursor, id, depth))
        default: throw PortableProblem(node.line, "Expected a step: send, wait, condition or branch.")
        }
    }

    private func ends(_ node: OutlineNode) throws(PortableProblem) -> Bool {
        guard let value = try node.valueIfAny(atMost: 20) else { return false }
        guard value == "then end" else { throw PortableProblem(node.line, "Expected “then end”, or nothing.") }
        return true
    }

    private func template(_ node: OutlineNode) throws(PortableProblem) -> ID<MessageTemplate>? {
        let value = try node.valueIfAny(atMost: 20)
        if value == "none" { return nil }
        guard let id = value.flatMap({ ID<MessageTemplate>(text: $0) }), id.rawValue <= messages else {
            throw PortableProblem(node.line, "Expected the number of a message of this file, or “none”.")
        }
        return id
    }

    private func send(_ cursor: inout OutlineCursor) throws(PortableProblem) -> SendStep {
        let channel = try cursor.required("by").word(Channel.self)
        let message = try cursor.required("message")
        guard message.children.isEmpty else {
            throw PortableProblem(message.children[0].line, "Nothing is expected below this value.")
        }
        let template = try template(message)
        let untilConfirmed = try cursor.optional("only until confirmed")?.yes() ?? false
        var experiment: Experiment?
        if let test = cursor.optional("test") { experiment = try self.experiment(test) }
        try cursor.finish()
        return SendStep(
            channel: channel, template: template, isOnlyUntilConfirmed: untilConfirmed, experiment: experiment)
    }

    private func wait(_ cursor: inout OutlineCursor) throws(PortableProblem) -> Wait {
        let time = try cursor.required("time")
        let text = try time.value(atMost: 120)
        let past = try cursor.optional("if past")?.word(Wait.IfPast.self) ?? .skip
        try cursor.finish()
        do {
            return Wait(expression: try WaitExpression.parse(text), ifPast: past)
        } catch {
            throw PortableProblem(time.line, error.sentence)
        }
    }

    /// A draw of its own is made when the campaign is: no other clinic's households can be told by it.
    private func experiment(_ node: OutlineNode) throws(PortableProblem) -> Experiment {
        var cursor = OutlineCursor(node.children, below: node.line)
        let weight = try cursor.required("share").number(in: 0...100)
        var challengers: [Experiment.Challenger] = []
        for one in cursor.all(["against"]) {
            var own = OutlineCursor(one.children, below: one.line)
            challengers.append(
                Experiment.Challenger(
                    template: try template(one), weight: try own.required("share").number(in: 0...100)))
            try own.finish()
        }
        guard (1...Arm.challengers.count).contains(challengers.count) else {
            throw PortableProblem(node.line, "A test tries from two to \(Experiment.maximumArms) messages.")
        }
        let holdout = try cursor.required("nothing").number(in: 0...100)
        let goal = try cursor.required("goal").word(Experiment.Goal.self)
        let ends = try cursor.required("ends")
        guard let endsAt = CivilDateTime(try ends.value(atMost: 40)) else {
            throw PortableProblem(ends.line, "Expected a local time, such as 2027-03-01T09:00.")
        }
        let picks = try cursor.optional("winner goes on")?.yes() ?? false
        try cursor.finish()
        return Experiment(
            key: .blank, weight: weight, challengers: challengers, holdoutWeight: holdout, goal: goal, endsAt: endsAt,
            picksWinner: picks)
    }

    private mutating func branch(_ cursor: inout OutlineCursor, _ id: ID<Step>, _ depth: Int)
        throws(PortableProblem) -> DraftBranch
    {
        let lanes = cursor.all(["lane"])
        guard lanes.count <= Branch.maximumLanes else {
            throw PortableProblem(lanes[Branch.maximumLanes].line, "A branch has at most \(Branch.maximumLanes) lanes.")
        }
        var branch = DraftBranch(otherwise: nil)
        var weights: [Int] = []
        for node in lanes {
            var own = OutlineCursor(node.children, below: node.line)
            let name = try node.valueIfAny(atMost: Self.maximumLaneNameLength) ?? ""
            var rule = Rule.everybody
            if let share = own.optional("share") {
                weights.append(try share.number(in: 1...100))
            } else {
                rule = try rules.rule(own.required("rule"))
            }
            let steps = try own.required("steps")
            try own.finish()
            let key = branch.add(name: name, rule: rule, exits: try ends(steps))
            try read(steps.children, in: .inside(id, key), depth: depth + 1)
        }
        if let otherwise = cursor.optional("otherwise") {
            branch.otherwise = DraftBranch.Otherwise(exits: try ends(otherwise))
            try read(otherwise.children, in: .inside(id, .otherwise), depth: depth + 1)
        }
        try cursor.finish()
        if weights.isEmpty { return branch }
        guard weights.count == lanes.count else {
            throw PortableProblem(lanes[0].line, "Expected a rule for each lane, or a share for each.")
        }
        return branch.drawn(by: weights, key: .blank)
    }
}
