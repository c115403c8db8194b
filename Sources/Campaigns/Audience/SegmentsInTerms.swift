extension Trigger {
    func resolved(by segments: Segments) -> Trigger {
        guard case .event(let type, let rule, let leadDays) = self else { return self }
        return .event(type, rule: rule?.resolved(by: segments), leadDays: leadDays)
    }

    var segments: [ID<Segment>] {
        guard case .event(_, let rule, _) = self else { return [] }
        return rule?.segments ?? []
    }
}

extension Workflow {
    func resolved(by segments: Segments) -> Workflow { Workflow(steps: steps.map { $0.resolved(by: segments) }) }

    var segments: [ID<Segment>] { allSteps.flatMap(\.lanes).compactMap(\.rule).flatMap(\.segments) }
}

extension Step {
    fileprivate func resolved(by segments: Segments) -> Step {
        var step = self
        switch action {
        case .send, .wait: break
        case .condition(var condition):
            condition.rule = condition.rule.resolved(by: segments)
            condition.yes = condition.yes.resolved(by: segments)
            condition.no = condition.no.resolved(by: segments)
            step.action = .condition(condition)
        case .branch(var branch):
            for index in branch.lanes.indices {
                branch.lanes[index].rule = branch.lanes[index].rule.resolved(by: segments)
                branch.lanes[index].lane = branch.lanes[index].lane.resolved(by: segments)
            }
            branch.otherwise = branch.otherwise?.resolved(by: segments)
            step.action = .branch(branch)
        }
        return step
    }
}

extension Lane {
    fileprivate func resolved(by segments: Segments) -> Lane {
        Lane(steps: steps.map { $0.resolved(by: segments) }, exits: exits)
    }
}
