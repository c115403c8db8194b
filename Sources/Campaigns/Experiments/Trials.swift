import CivilTime

/// What the experiments of one campaign say about one patient.
public struct Trials: Sendable, Hashable {
    /// The arms that the patient's household was assigned, by the SEND steps that try them.
    public var arms: [ID<Step>: Arm]
    /// Of the experiments that have ended: the arm that everybody gets since.
    public var winners: [ID<Step>: Arm]
    /// The lanes that the patient's household was assigned, by the BRANCH steps that part by chance.
    public var lanes: [ID<Step>: LaneKey]

    public init(
        arms: [ID<Step>: Arm] = [:], winners: [ID<Step>: Arm] = [:], lanes: [ID<Step>: LaneKey] = [:]
    ) {
        self.arms = arms
        self.winners = winners
        self.lanes = lanes
    }
}

/// How a message stands in its step's experiment, at the logical time that reaches it.
enum Trial: Hashable {
    /// In no test, or after its end.
    case none
    /// In the test, and from now on in this arm.
    case inArm(Arm)
    /// Not in the test, whose end it waits for.
    case waits
    /// Not in the test, which ended then.
    case afterwards(Instant)

    /// - Parameter mayWait: whether the message keeps its use until the end; one about a visit does not, so that it
    ///   gets the step's own message template (rules.md 6).
    init(of step: ID<Step>, _ send: SendStep, _ facts: Facts, reached: Instant, mayWait: Bool) {
        guard let experiment = send.experiment else {
            self = .none
            return
        }
        let end = facts.clinic.zone.instant(of: experiment.endsAt)
        guard reached < end else {
            self = .none
            return
        }
        // Whoever has no assignment yet is foreseen alone; the row that planning keeps decides.
        switch facts.trials.arms[step] ?? experiment.arm(of: facts.patient.id, at: step) {
        case .rest where !mayWait: self = .inArm(.a)
        case .rest: self = facts.trials.winners[step] == nil ? .waits : .afterwards(end)
        case let arm: self = .inArm(arm)
        }
    }
}

extension SendStep {
    /// The message template of an arm; of the step itself for nil, and for an arm that it no longer has.
    public func template(of arm: Arm?) -> ID<MessageTemplate>? {
        guard let arm, let challenger = experiment?.challenger(arm) else { return template }
        return challenger.template
    }

    /// Every message template that it may send, its own first; nil for each that is missing.
    public var templates: [ID<MessageTemplate>?] { [template] + (experiment?.challengers.map(\.template) ?? []) }
}

extension Workflow {
    /// The SEND steps that try several message templates, in reading order.
    public var experiments: [(step: ID<Step>, experiment: Experiment)] {
        allSteps.compactMap { step in
            guard case .send(let send) = step.action, let experiment = send.experiment else { return nil }
            return (step.id, experiment)
        }
    }
}

extension Terms {
    /// The arm of a send that was planned in one, if its step still tries anything.
    public func arm(_ arm: Arm?, at step: ID<Step>) -> Arm? {
        guard case .send(let send) = workflow.step(step)?.action, send.experiment != nil else { return nil }
        return arm
    }
}
