extension DraftAction {
    /// The same under the key of draws of its own, so that who falls to what in the copy is chance again.
    public func redrawn(_ makeKey: () -> ExperimentKey) -> DraftAction {
        switch self {
        case .send(var send):
            send.experiment = send.experiment?.redrawn(by: makeKey())
            return .send(send)
        case .branch(let branch) where branch.drawKey != nil:
            return .branch(branch.drawn(by: branch.lanes.map { $0.weight ?? 0 }, key: makeKey()))
        case .branch, .wait, .condition: return self
        }
    }

    /// The same, which never uses the key of a lane again that `other` had: what an enrollment decided names it still.
    public func keepingKeys(of other: DraftAction) -> DraftAction {
        guard case .branch(let own) = self, case .branch(let theirs) = other else { return self }
        return .branch(own.keepingKeys(of: theirs))
    }
}

extension Experiment {
    fileprivate func redrawn(by key: ExperimentKey) -> Experiment {
        Experiment(
            key: key, weight: weight, challengers: challengers, holdoutWeight: holdoutWeight, goal: goal,
            endsAt: endsAt,
            picksWinner: picksWinner)
    }
}

extension DraftStep {
    /// What the card of a copy is called: "Reminder SMS (copy)", and nothing where the card shows the action itself.
    public static func copyName(of name: String, atMost limit: Int = maximumNameLength) -> String {
        name.isEmpty ? "" : String(String.UnicodeScalarView(name.unicodeScalars.prefix(limit - ending.count))) + ending
    }

    private static let ending = " (copy)"
}

extension DraftBranch {
    fileprivate func keepingKeys(of other: DraftBranch) -> DraftBranch {
        DraftBranch(lanes: lanes, otherwise: otherwise, added: max(added, other.added), drawKey: drawKey)
    }

    /// The same branch with a copy of a lane after it; of *otherwise*, a lane that asks nothing yet, last.
    ///
    /// - Returns: nil without such a lane.
    public func duplicating(_ key: LaneKey) -> (branch: DraftBranch, copy: LaneKey)? {
        var branch = self
        guard let index = lanes.firstIndex(where: { $0.key == key }) else {
            guard key == .otherwise, let otherwise else { return nil }
            let copy = branch.add(name: "Otherwise (copy)", rule: .everybody, exits: otherwise.exits)
            return (drawKey == nil ? branch : branch.weighing(branch.lanes.count - 1, 1), copy)
        }
        let lane = lanes[index]
        let copy = branch.add(
            name: DraftStep.copyName(of: lane.name, atMost: Branch.maximumNameLength), rule: lane.rule,
            exits: lane.exits)
        branch = branch.moving(from: branch.lanes.count - 1, to: index + 1)
        guard let weight = lane.weight else { return (branch, copy) }
        // The two share what the one had, so that the shares add up as before.
        let half = max(1, weight / 2)
        return (branch.weighing(index, max(1, weight - half)).weighing(index + 1, half), copy)
    }

    private func moving(from index: Int, to target: Int) -> DraftBranch {
        var lanes = lanes
        lanes.insert(lanes.remove(at: index), at: target)
        return DraftBranch(lanes: lanes, otherwise: otherwise, added: added, drawKey: drawKey)
    }

    private func weighing(_ index: Int, _ weight: Int) -> DraftBranch {
        var lanes = lanes
        lanes[index].weight = weight
        return DraftBranch(lanes: lanes, otherwise: otherwise, added: added, drawKey: drawKey)
    }
}
