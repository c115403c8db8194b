extension Rule {
    /// The same rule with other segments, asked in reading order, and with other comparisons.
    public func mapped(
        test: (FieldTest) -> FieldTest = { $0 }, segment: (ID<Segment>) -> ID<Segment>
    ) -> Rule {
        switch self {
        case .all(let parts): .all(parts.map { $0.mapped(test: test, segment: segment) })
        case .any(let parts): .any(parts.map { $0.mapped(test: test, segment: segment) })
        case .not(let part): .not(part.mapped(test: test, segment: segment))
        case .test(let asked): .test(test(asked))
        case .segment(let id): .segment(segment(id))
        }
    }
}

extension DraftAction {
    /// The same step with other rules and message templates, asked in reading order, and with draws of its own. A branch's
    /// lanes get their keys anew, as if each had been added in its turn.
    public func mapped(
        rule: (Rule) -> Rule, template: (ID<MessageTemplate>?) -> ID<MessageTemplate>?, key: () -> ExperimentKey
    ) -> DraftAction {
        switch self {
        case .wait: return self
        case .condition(let asked, let exits): return .condition(rule(asked), exits: exits)
        case .send(var send):
            send.template = template(send.template)
            send.experiment = send.experiment.map { old in
                Experiment(
                    key: key(), weight: old.weight,
                    challengers: old.challengers.map { .init(template: template($0.template), weight: $0.weight) },
                    holdoutWeight: old.holdoutWeight, goal: old.goal, endsAt: old.endsAt, picksWinner: old.picksWinner)
            }
            return .send(send)
        case .branch(let branch):
            var new = DraftBranch(otherwise: branch.otherwise)
            for lane in branch.lanes { new.add(name: lane.name, rule: rule(lane.rule), exits: lane.exits) }
            guard branch.drawKey != nil else { return .branch(new) }
            return .branch(new.drawn(by: branch.lanes.map { $0.weight ?? 0 }, key: key()))
        }
    }
}
