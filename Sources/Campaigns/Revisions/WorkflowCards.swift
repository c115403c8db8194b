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
            let (action, nested) = card(step)
            return [WorkflowCard(id: step.id, lane: lane, position: index + 1, name: step.name, action: action)]
                + nested
        }
    }

    private static func card(_ step: Step) -> (DraftAction, nested: [WorkflowCard]) {
        switch step.action {
        case .send(let send): return (.send(send), [])
        case .wait(let wait): return (.wait(wait), [])
        case .condition(let condition):
            let lanes: [(LaneName, Lane)] = [(.yes, condition.yes), (.no, condition.no)]
            let exits = Set(lanes.filter(\.1.exits).map(\.0))
            let nested = lanes.flatMap { cards(of: $0.1.steps, in: .inside(step.id, $0.0)) }
            return (.condition(condition.rule, exits: exits), nested)
        }
    }
}
