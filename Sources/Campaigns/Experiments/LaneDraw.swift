extension Branch {
    /// The lane that chance gives a household; *otherwise* for those whom no weight covers, and for a branch that parts
    /// by rules (rules.md 1.2).
    public func lane(of household: ID<Patient>, at step: ID<Step>) -> LaneKey {
        guard let key = drawKey else { return .otherwise }
        let shares = lanes.map { Assignment<LaneKey>.Share($0.key, weight: $0.weight ?? 0) }
        return Assignment(experiment: step, key: key, shares: shares).part(of: household) ?? .otherwise
    }

    /// All that stands against parting by chance, as sentences.
    var drawProblems: [String] {
        if lanes.isEmpty { return ["It has no lane yet besides “otherwise”."] }
        let weights = lanes.map { $0.weight ?? 0 }
        if weights.contains(where: { !(1...100).contains($0) }) {
            return ["Each lane takes from 1 to 100 percent."]
        }
        let total = weights.reduce(0, +)
        return total > 100 ? ["The lanes take \(total) percent together; at most 100 are there."] : []
    }
}

extension Workflow {
    /// The steps at which chance parts the ways, in reading order.
    public var draws: [(step: ID<Step>, branch: Branch)] {
        allSteps.compactMap { step in
            guard case .branch(let branch) = step.action, branch.drawKey != nil else { return nil }
            return (step.id, branch)
        }
    }
}
