/// A step of a revision as a card of the draft, without its history.
public struct WorkflowCard: Sendable, Hashable {
    public let id: ID<Step>
    public let lane: DraftLane
    /// From 1, among the steps of its lane.
    public let position: Int
    public let name: String
    public let action: DraftAction
}

extension Workflow {
    /// The cards that make this tree, each after the one whose lane it stands in: the way back from
    /// `Workflow(draft:)`.
    public var cards: [WorkflowCard] { Self.cards(of: steps, in: .main) }

    private static func cards(of steps: [Step], in lane: DraftLane) -> [WorkflowCard] {
        steps.enumerated().flatMap { index, step -> [WorkflowCard] in
            let nested = step.lanes.flatMap { cards(of: $0.lane.steps, in: .inside(step.id, $0.key)) }
            return [WorkflowCard(id: step.id, lane: lane, position: index + 1, name: step.name, action: action(step))]
                + nested
        }
    }

    private static func action(_ step: Step) -> DraftAction {
        switch step.action {
        case .send(let send): .send(send)
        case .wait(let wait): .wait(wait)
        case .condition(let condition):
            .condition(condition.rule, exits: Set(step.lanes.filter(\.lane.exits).map(\.key)))
        case .branch(let branch): .branch(DraftBranch(branch))
        }
    }
}
