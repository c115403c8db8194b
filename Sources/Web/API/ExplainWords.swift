import Campaigns
import CivilTime

/// The words by which programs know the parts of an explanation.

extension Start.Refusal {
    var code: String {
        switch self {
        case .status: "CAMPAIGN_NOT_RUNNING"
        case .otherEvent: "OTHER_EVENT"
        case .triggerRule: "TRIGGER_RULE"
        case .notInAudience: "NOT_IN_AUDIENCE"
        case .excluded: "EXCLUDED"
        case .visitPast: "VISIT_IN_PAST"
        case .eventOld: "EVENT_TOO_OLD"
        }
    }
}

extension ExplainedBeginning.Cause {
    var word: String {
        switch self {
        case .event: "EVENT"
        case .occurrence: "TIME"
        case .otherwise: "OTHER"
        case .nothing: "NOTHING"
        }
    }

    var event: Event? {
        if case .event(let event) = self { event } else { nil }
    }

    var at: Instant? {
        switch self {
        case .event(let event): event.occurredAt
        case .occurrence(let at), .otherwise(let at): at
        case .nothing: nil
        }
    }
}

extension ExplainedBeginning.Outcome {
    var word: String {
        switch self {
        case .enrolled: "ENROLLED"
        case .enrolledBefore: "ENROLLED_BEFORE"
        case .refused: "REFUSED"
        case .awaited: "AWAITED"
        case .beforeActivation: "BEFORE_ACTIVATION"
        case .missed: "MISSED"
        case .changedSince: "CHANGED_SINCE"
        case .never: "NOTHING_HAPPENED"
        }
    }

    var refusal: Start.Refusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }

    var enrollment: ID<Enrollment>? {
        switch self {
        case .enrolled(let id), .enrolledBefore(let id): id
        default: nil
        }
    }
}

extension ExplainedWay.End {
    var word: String {
        switch self {
        case .running: "RUNNING"
        case .finished: "FINISHED"
        case .ended: "ENDED"
        }
    }

    var next: Instant? {
        if case .running(let next) = self { next } else { nil }
    }
}

extension Passage.Turn {
    var word: String {
        switch self {
        case .sent: "SEND"
        case .waited: "WAIT"
        case .stands: "STANDS"
        case .gaveUp: "GAVE_UP"
        case .awaitsEvent: "AWAITS_EVENT"
        case .decided(_, .recorded), .decided(_, .answered): "DECIDED"
        case .decided(_, .fixed): "FIXED"
        case .decided(_, .expected): "EXPECTED"
        case .undecided: "UNDECIDED"
        }
    }
}

extension ExplainedSend.State {
    var word: String {
        switch self {
        case .sent(_, nil): "SENT"
        case .sent: "DELIVERED"
        case .leaving: "LEAVING"
        case .unanswered: "UNANSWERED"
        case .failed: "FAILED"
        case .skipped: "SKIPPED"
        case .held: "HELD"
        case .parked: "PARKED"
        case .expected: "EXPECTED"
        }
    }

    /// What the sender would say over one that is expected.
    var verdict: String? {
        guard case .expected(let verdict, _) = self else { return nil }
        return switch verdict {
        case .send: "SEND"
        case .hold: "HOLD"
        case .park: "PARK"
        case .skip: "SKIP"
        }
    }
}
