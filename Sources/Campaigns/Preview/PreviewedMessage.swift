import CivilTime

/// One message of a preview: to whom, when, whether, and how it reads.
public struct PreviewedMessage: Sendable, Hashable {
    public let planned: PlannedSend
    /// What the sender would say at the planned time; a skip where planning said so already.
    public let verdict: Verdict
    /// nil where there is no text to fill, or nobody to fill it for.
    public let rendering: Rendering?

    /// When it would leave: the planned time, or the end of a hold; nil where it would not, or nobody knows.
    public var leavesAt: Instant? {
        switch verdict {
        case .send: planned.plannedAt
        case .hold(let until, _): until
        case .park, .skip: nil
        }
    }

    /// Why it would be held, parked or skipped; nil when it would leave at its time.
    public var reason: Reason? {
        switch verdict {
        case .send: nil
        case .hold(_, let reason), .park(let reason), .skip(let reason): reason
        }
    }

    public var message: RenderedMessage? {
        if case .message(let message) = rendering { message } else { nil }
    }
}
