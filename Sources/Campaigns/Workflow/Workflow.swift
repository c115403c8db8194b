/// A tree of steps, run from top to bottom (rules.md 1.2).
public struct Workflow: Sendable, Hashable, Codable {
    public var steps: [Step]

    public init(steps: [Step]) { self.steps = steps }

    /// Every step with those inside its lanes, in reading order.
    public var allSteps: [Step] { steps.flatMap(\.withNested) }

    public func step(_ id: ID<Step>) -> Step? { allSteps.first { $0.id == id } }

    /// Whether its plan asks nothing of the patient but who receives: no condition, no wait for a day of theirs.
    public var plansByTimeAlone: Bool {
        allSteps.allSatisfy { step in
            switch step.action {
            case .send: true
            case .wait(let wait): wait.expression.isTimeAlone
            default: false
            }
        }
    }

    /// Whether chance deals households out, in a test or between lanes.
    public var dealsHouseholds: Bool { !experiments.isEmpty || !draws.isEmpty }

    /// Whether a wait stands on the patient's first or next appointment.
    public var followsVisits: Bool {
        allSteps.contains { step in
            guard case .wait(let wait) = step.action else { return false }
            return wait.expression.anchor == .firstAppointment || wait.expression.anchor == .nextAppointment
        }
    }
}

/// One card of a workflow.
public struct Step: Sendable, Hashable, Codable {
    public let id: ID<Step>
    public var name: String
    public var action: Action

    public init(id: ID<Step>, name: String, action: Action) {
        self.id = id
        self.name = name
        self.action = action
    }

    public indirect enum Action: Sendable, Hashable, Codable {
        case send(SendStep)
        case wait(Wait)
        case condition(Condition)
        case branch(Branch)
    }

    var withNested: [Step] { [self] + lanes.flatMap(\.lane.steps).flatMap(\.withNested) }
}

/// A message to each recipient.
public struct SendStep: Sendable, Hashable, Codable {
    public var channel: Channel
    /// nil while the draft lacks one; activation refuses that.
    public var template: ID<MessageTemplate>?
    /// Skipped once the patient has confirmed the visit (rules.md 1.3).
    public var isOnlyUntilConfirmed: Bool
    /// Other message templates that are tried against its own; nil for none.
    public var experiment: Experiment?

    public init(
        channel: Channel, template: ID<MessageTemplate>?, isOnlyUntilConfirmed: Bool = false,
        experiment: Experiment? = nil
    ) {
        self.channel = channel
        self.template = template
        self.isOnlyUntilConfirmed = isOnlyUntilConfirmed
        self.experiment = experiment
    }
}

/// A pause until a time.
public struct Wait: Sendable, Hashable, Codable {
    public enum IfPast: String, Sendable, Codable, CaseIterable {
        /// The sends up to the next wait are skipped (rules.md 3.1).
        case skip
        /// *Continue at once*: they go now.
        case `continue`
    }

    public var expression: WaitExpression
    public var ifPast: IfPast

    public init(expression: WaitExpression, ifPast: IfPast = .skip) {
        self.expression = expression
        self.ifPast = ifPast
    }
}

/// A question with two lanes; an empty lane continues after the step.
public struct Condition: Sendable, Hashable, Codable {
    public var rule: Rule
    public var yes: Lane
    public var no: Lane

    public init(rule: Rule, yes: Lane = Lane(), no: Lane = Lane()) {
        self.rule = rule
        self.yes = yes
        self.no = no
    }
}

/// The steps of one answer.
public struct Lane: Sendable, Hashable, Codable {
    public var steps: [Step]
    /// Whether the enrollment ends with this lane instead of joining the others.
    public var exits: Bool

    public init(steps: [Step] = [], exits: Bool = false) {
        self.steps = steps
        self.exits = exits
    }
}
