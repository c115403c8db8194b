extension Experiment {
    /// Arms with a message that one test may have.
    public static let maximumArms = 1 + Arm.challengers.count

    /// All that stands against trying it, as sentences; its message templates are looked at with the step's others.
    ///
    /// - Parameter isAboutVisit: whether the message is of no use after a visit.
    func problems(purpose: Purpose, isAboutVisit: Bool) -> [String] {
        var problems: [String] = []
        if !(1...Arm.challengers.count).contains(challengers.count) {
            problems.append("A test tries from two to \(Self.maximumArms) messages.")
        }
        let weights = [weight] + challengers.map(\.weight)
        if weights.contains(where: { !(1...99).contains($0) }) || !(0...98).contains(holdoutWeight) {
            problems.append("Each share of a test takes from 1 to 99 percent.")
        } else if totalWeight > 100 {
            problems.append("The shares of the test take \(totalWeight) percent together; at most 100 are there.")
        } else if totalWeight < 100, isAboutVisit {
            problems.append(
                "The shares of the test take \(totalWeight) percent: a message about a visit cannot wait for the test's end, so they must take all 100."
            )
        }
        if goal == .clicks, purpose == .care {
            problems.append("Clicks are counted in marketing only: measure the test by something else.")
        }
        return problems
    }

    /// How many recipients the smallest share has of an audience.
    public func smallestArm(of audience: Int) -> Int { smallestShare * audience / 100 }

    /// How large an audience must be for each arm to have the recipients without which nothing is called.
    var smallestAudience: Int {
        smallestShare > 0 ? (100 * TwoProportions.minimumPerArm + smallestShare - 1) / smallestShare : .max
    }

    /// Percent of the smallest arm with a message.
    public var smallestShare: Int { ([weight] + challengers.map(\.weight)).min() ?? 0 }
}

extension Terms {
    /// Whether the message of a step is of no use after a visit.
    func isAboutVisit(_ step: ID<Step>) -> Bool {
        let wait = workflow.wait(before: step)
        guard let relation = wait?.expression.visitRelation(trigger: trigger?.ownAnchor) else {
            return type == .reminder
        }
        return relation != .none
    }

    /// What to know of tests in a campaign whose people come one by one, so that no audience can be counted before.
    public var warnings: [Problem] {
        guard case .event = trigger else { return [] }
        return workflow.experiments.map { step, experiment in
            Problem(
                .step(step),
                "Its test decides nothing before each message has \(TwoProportions.minimumPerArm) recipients, which takes about \(experiment.smallestAudience) patients."
            )
        }
    }

    /// What an audience stands against, of a campaign that asks it all at once: business rule 6 calls nothing under 100
    /// recipients per arm.
    public func problems(audience count: Int) -> [Problem] {
        workflow.experiments.compactMap { step, experiment in
            let smallest = experiment.smallestArm(of: count)
            guard smallest < TwoProportions.minimumPerArm else { return nil }
            return Problem(
                .step(step),
                "The test needs \(TwoProportions.minimumPerArm) recipients for each message; of the audience of \(count) the smallest share has \(smallest)."
            )
        }
    }
}
