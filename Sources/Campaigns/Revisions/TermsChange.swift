/// One thing that a draft would change of what runs.
public enum TermsChange: Sendable, Hashable {
    case trigger(from: Trigger?, to: Trigger?)
    case audience(from: Rule, to: Rule)
    case exclusions(from: Rule?, to: Rule?)
    case reentry(days: Int?)
    case asksAudienceAgain(Bool)
    case added(Step)
    case removed(Step)
    /// It stands in another lane, or elsewhere among its neighbours.
    case moved(Step)
    /// It does something else than before, or is called otherwise.
    case changed(from: Step, to: Step)
    /// A newer version of a text that both send.
    case text(ID<MessageTemplate>, from: Int, to: Int)

    /// The step it is about, as it is or was.
    public var step: Step? {
        switch self {
        case .added(let step), .removed(let step), .moved(let step), .changed(_, let step): step
        case .trigger, .audience, .exclusions, .reentry, .asksAudienceAgain, .text: nil
        }
    }

    /// A newer text is the clinic's, not the draft's.
    public var isText: Bool {
        if case .text = self { true } else { false }
    }
}

extension Terms {
    /// What these terms change of `old`: trigger, audience and settings, then step by step in reading order, then
    /// texts; empty when publishing them would change nothing.
    ///
    /// Type and purpose never change once a campaign has run.
    public func changes(since old: Terms) -> [TermsChange] {
        headChanges(since: old) + workflow.changes(since: old.workflow) + textChanges(since: old)
    }

    private func headChanges(since old: Terms) -> [TermsChange] {
        var changes: [TermsChange] = []
        if trigger != old.trigger { changes.append(.trigger(from: old.trigger, to: trigger)) }
        if audience != old.audience { changes.append(.audience(from: old.audience, to: audience)) }
        if exclusions != old.exclusions { changes.append(.exclusions(from: old.exclusions, to: exclusions)) }
        if reentryDays != old.reentryDays { changes.append(.reentry(days: reentryDays)) }
        if asksAudienceAgain != old.asksAudienceAgain { changes.append(.asksAudienceAgain(asksAudienceAgain)) }
        return changes
    }

    private func textChanges(since old: Terms) -> [TermsChange] {
        let before = Dictionary(old.templateVersions.map { ($0.template, $0.number) }) { max($0, $1) }
        return templateVersions.sorted { $0.template < $1.template }.compactMap { version in
            guard let number = before[version.template], number != version.number else { return nil }
            return .text(version.template, from: number, to: version.number)
        }
    }
}

extension Workflow {
    fileprivate func changes(since old: Workflow) -> [TermsChange] {
        let before = Dictionary(uniqueKeysWithValues: old.allSteps.map { ($0.id, $0) })
        let kept = Set(before.keys).intersection(allSteps.map(\.id))
        let moved = places.moved(from: old.places, among: kept)
        let removed = old.allSteps.filter { !kept.contains($0.id) }.map(TermsChange.removed)
        let others = allSteps.flatMap { step -> [TermsChange] in
            guard let was = before[step.id] else { return [.added(step)] }
            return (was.alone == step.alone ? [] : [.changed(from: was, to: step)])
                + (moved.contains(step.id) ? [.moved(step)] : [])
        }
        return removed + others
    }

    private var places: StepPlaces { StepPlaces(self) }
}

/// Which steps stand in which lane, in order.
private struct StepPlaces {
    private(set) var lanes: [Lane: [ID<Step>]] = [:]

    struct Lane: Hashable {
        let parent: ID<Step>?
        let name: String
    }

    init(_ workflow: Workflow) { note(workflow.steps, in: Lane(parent: nil, name: "")) }

    private mutating func note(_ steps: [Step], in lane: Lane) {
        lanes[lane] = steps.map(\.id)
        for step in steps {
            for item in step.lanes { note(item.lane.steps, in: Lane(parent: step.id, name: item.key.rawValue)) }
        }
    }

    /// Steps of both that stand in another lane now, or were carried past others of it.
    func moved(from old: StepPlaces, among kept: Set<ID<Step>>) -> Set<ID<Step>> {
        var moved: Set<ID<Step>> = []
        for (lane, ids) in lanes {
            let now = ids.filter(kept.contains)
            let before = (old.lanes[lane] ?? []).filter(kept.contains)
            for change in now.difference(from: before) {
                if case .insert(_, let id, _) = change { moved.insert(id) }
            }
        }
        return moved
    }
}
