/// Two states of a workflow in one tree: as it is now, with what is gone in the places where it stood.
public struct ChangedWorkflow: Sendable, Hashable {
    /// What became of a step.
    public enum Mark: String, Sendable, Hashable, CaseIterable {
        case added, changed, moved, removed
    }

    /// A lane that its step has no longer.
    public struct GoneLane: Sendable, Hashable {
        public let step: ID<Step>
        public let key: LaneKey

        public init(step: ID<Step>, key: LaneKey) {
            self.step = step
            self.key = key
        }
    }

    public let workflow: Workflow
    /// A step without one is as it was.
    public let marks: [ID<Step>: [Mark]]
    public let goneLanes: Set<GoneLane>
    /// Whether it begins otherwise, or for others.
    public let beginsOtherwise: Bool

    public init(from old: Terms, to new: Terms) {
        let changes = new.changes(since: old)
        var marks: [ID<Step>: [Mark]] = [:]
        for change in changes {
            guard let step = change.step, let mark = change.mark else { continue }
            marks[step.id, default: []].append(mark)
        }
        self.marks = marks
        beginsOtherwise = changes.contains(where: \.isOfBeginning)
        var merge = WorkflowMerge(old: old.workflow, new: new.workflow)
        workflow = Workflow(steps: merge.steps(new.workflow.steps, old.workflow.steps))
        goneLanes = merge.goneLanes
    }

    /// How many steps bear each mark, of those that any does, in the order of the marks.
    public var counts: [(mark: Mark, count: Int)] {
        Mark.allCases.compactMap { mark in
            let count = marks.values.count { $0.contains(mark) }
            return count == 0 ? nil : (mark, count)
        }
    }
}

extension TermsChange {
    fileprivate var mark: ChangedWorkflow.Mark? {
        switch self {
        case .added: .added
        case .removed: .removed
        case .moved: .moved
        case .changed: .changed
        case .trigger, .audience, .exclusions, .reentry, .asksAudienceAgain, .text: nil
        }
    }

    fileprivate var isOfBeginning: Bool {
        switch self {
        case .trigger, .audience, .exclusions, .reentry: true
        default: false
        }
    }
}

/// Puts the steps that are gone back among those that stand.
private struct WorkflowMerge {
    private let before: [ID<Step>: Step]
    private let standing: Set<ID<Step>>
    private(set) var goneLanes: Set<ChangedWorkflow.GoneLane> = []

    init(old: Workflow, new: Workflow) {
        before = Dictionary(old.allSteps.map { ($0.id, $0) }) { first, _ in first }
        standing = Set(new.allSteps.map(\.id))
    }

    /// One lane: as it is now, and each step that is gone after the nearest one that stood before it.
    mutating func steps(_ now: [Step], _ old: [Step]) -> [Step] {
        var merged: [Step] = []
        for step in now { merged.append(withLanes(step)) }
        for (index, step) in old.enumerated() where !standing.contains(step.id) {
            let earlier = Set(old[..<index].map(\.id))
            let spot = merged.lastIndex { earlier.contains($0.id) }.map { $0 + 1 } ?? 0
            merged.insert(gone(step), at: spot)
        }
        return merged
    }

    private mutating func withLanes(_ step: Step) -> Step {
        guard let was = before[step.id] else { return step }
        let lost = was.lanes.filter { step.lane($0.key) == nil }
        var merged: [LaneKey: [Step]] = [:]
        for item in step.lanes { merged[item.key] = steps(item.lane.steps, was.lane(item.key)?.steps ?? []) }
        for item in lost {
            merged[item.key] = steps([], item.lane.steps)
            goneLanes.insert(.init(step: step.id, key: item.key))
        }
        return step.holding(merged, and: was)
    }

    /// With those of its lanes that are gone too; what was carried elsewhere stands there.
    private func gone(_ step: Step) -> Step {
        let left = step.lanes.map { item in
            (item.key, item.lane.steps.filter { !standing.contains($0.id) }.map(gone))
        }
        return step.holding(Dictionary(uniqueKeysWithValues: left), and: step)
    }
}

extension Step {
    /// The same with these steps in its lanes, and the lanes that only `old` had after its own.
    fileprivate func holding(_ steps: [LaneKey: [Step]], and old: Step) -> Step {
        var step = self
        switch action {
        case .send, .wait: break
        case .condition(var condition):
            condition.yes.steps = steps[.yes] ?? []
            condition.no.steps = steps[.no] ?? []
            step.action = .condition(condition)
        case .branch(var branch):
            let own = Set(branch.lanes.map(\.key))
            if case .branch(let was) = old.action { branch.lanes += was.lanes.filter { !own.contains($0.key) } }
            for index in branch.lanes.indices {
                branch.lanes[index].lane.steps = steps[branch.lanes[index].key] ?? []
            }
            branch.otherwise?.steps = steps[.otherwise] ?? []
            step.action = .branch(branch)
        }
        return step
    }
}
