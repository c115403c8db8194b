import CivilTime

/// One patient's way through a campaign: what each step made of it, and what is still to come.
public struct ExplainedWay: Sendable, Hashable {
    public let enrollment: Enrollment
    /// The steps as this way knows them: of its own revision.
    public let terms: Terms
    /// Nobody is enrolled: it is the way that the trigger would begin now.
    public let isExpected: Bool
    /// Why an expected way would not begin at all.
    public let refusal: Start.Refusal?
    /// The rule behind that.
    public let finding: RuleFinding?
    /// Those that the way came or will come through, in its order; then those that only rows of before tell of.
    public let steps: [ExplainedStep]
    public let end: End

    public enum End: Sendable, Hashable {
        /// Goes on at this time; nil when only the outside can move it.
        case running(next: Instant?)
        case finished(Instant)
        case ended(Reason?)
    }

    /// The steps that light up in a drawing.
    public var litSteps: Set<ID<Step>> { Set(steps.filter(\.isOnWay).map(\.step.id)) }

    /// The lanes that the way takes, and is expected to take.
    public var lanes: [ID<Step>: LaneKey] {
        Dictionary(
            steps.compactMap { step in
                if case .decided(let lane, _) = step.turn { (step.step.id, lane) } else { nil }
            }
        ) { $1 }
    }
}

/// One step of a way.
public struct ExplainedStep: Sendable, Hashable {
    public let step: Step
    /// What the walk made of it; nil where only rows of before tell of it.
    public let passage: Passage?
    /// Of a condition: the tests that decide it, as the records are now.
    public let finding: RuleFinding?
    /// Of a send: its messages, those on record first.
    public let sends: [ExplainedSend]
    /// Whether its time has come.
    public let isReached: Bool

    public var turn: Passage.Turn? { passage?.turn }
    public var isOnWay: Bool { passage != nil }
}

/// One message of a way.
public struct ExplainedSend: Sendable, Hashable {
    /// Its row; nil for one that is not planned yet.
    public let id: ID<Send>?
    public let step: ID<Step>
    public let channel: Channel
    public let contact: ID<Contact>?
    public let recipient: String?
    public let plannedAt: Instant
    public let state: State
    public let explanation: Explanation

    public enum State: Sendable, Hashable {
        case sent(at: Instant, deliveredAt: Instant?)
        case leaving
        case unanswered
        case failed(FailureClass)
        case skipped(Reason)
        case held(until: Instant?, Reason)
        case parked(Reason)
        /// What the sender would say at that time, as things are now.
        case expected(Verdict, at: Instant)
    }

    /// Why it is not simply sent; nil where it is, or will be.
    public var reason: Reason? {
        switch state {
        case .sent, .leaving, .unanswered, .failed: nil
        case .skipped(let reason), .held(_, let reason), .parked(let reason): reason
        case .expected(.hold(_, let reason), _), .expected(.park(let reason), _), .expected(.skip(let reason), _):
            reason
        case .expected(.send, _): nil
        }
    }

    /// When it left or is expected to leave; nil where it did not or nobody knows.
    public var leavesAt: Instant? {
        switch state {
        case .sent(let at, _): at
        case .held(let until, _): until
        case .expected(.send, let at): at
        case .expected(.hold(let until, _), _): until
        case .leaving, .unanswered, .failed, .skipped, .parked, .expected: nil
        }
    }
}
