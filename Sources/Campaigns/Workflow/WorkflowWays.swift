/// What lies on the way to a step.
extension Workflow {
    /// The last wait on the way to the step; nil for a step at the event.
    ///
    /// - Parameter decisions: the lanes taken. Where ways part and the lane is not known, waits in lanes that join again
    ///   are left out.
    public func wait(before id: ID<Step>, along decisions: [ID<Step>: LaneKey] = [:]) -> Wait? {
        var latest: Wait?
        return Self.find(id, in: steps, along: decisions, &latest) ? latest : nil
    }

    /// Whether no wait stands on any way to the step.
    public func isAtEvent(_ id: ID<Step>) -> Bool {
        var hasWait = false
        return Self.find(id, in: steps, &hasWait) && !hasWait
    }

    /// The steps that come before the first wait that hangs on a visit.
    ///
    /// - Parameter decisions: the lanes taken; where one is not known, a visit that any lane waits for counts.
    func stepsBeforeVisit(trigger: WaitAnchor?, along decisions: [ID<Step>: LaneKey]) -> Set<ID<Step>> {
        var before: Set<ID<Step>> = []
        _ = Self.collect(steps, trigger, decisions, into: &before)
        return before
    }

    private static func find(
        _ id: ID<Step>, in steps: [Step], along decisions: [ID<Step>: LaneKey], _ latest: inout Wait?
    ) -> Bool {
        for step in steps {
            if step.id == id { return true }
            if case .wait(let wait) = step.action { latest = wait }
            for item in step.lanes {
                var inside = latest
                if find(id, in: item.lane.steps, along: decisions, &inside) {
                    latest = inside
                    return true
                }
            }
            if let taken = decisions[step.id].flatMap(step.lane) {
                // The step is not in there: this only carries the lane's waits on.
                _ = find(id, in: taken.steps, along: decisions, &latest)
            }
        }
        return false
    }

    private static func find(_ id: ID<Step>, in steps: [Step], _ hasWait: inout Bool) -> Bool {
        for step in steps {
            if step.id == id { return true }
            if case .wait = step.action { hasWait = true }
            var joins = hasWait
            for item in step.lanes {
                var inside = hasWait
                if find(id, in: item.lane.steps, &inside) {
                    hasWait = inside
                    return true
                }
                joins = joins || inside && !item.lane.exits
            }
            hasWait = joins
        }
        return false
    }

    /// - Returns: whether the way goes on past these steps without such a wait.
    private static func collect(
        _ steps: [Step], _ trigger: WaitAnchor?, _ decisions: [ID<Step>: LaneKey], into before: inout Set<ID<Step>>
    ) -> Bool {
        for step in steps {
            if case .wait(let wait) = step.action, wait.expression.visitRelation(trigger: trigger) != .none {
                return false
            }
            before.insert(step.id)
            let taken = decisions[step.id].map { key in step.lanes.filter { $0.key == key } } ?? step.lanes
            var goesOn = true
            for item in taken where !collect(item.lane.steps, trigger, decisions, into: &before) { goesOn = false }
            if !goesOn { return false }
        }
        return true
    }
}
