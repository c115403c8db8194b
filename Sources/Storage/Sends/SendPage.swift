import Campaigns
import CivilTime

/// Which sends of a campaign a list shows; nil lets all through.
public struct SendFilter: Sendable, Hashable {
    public var status: SendStatus?
    public var reason: Reason?
    public var step: ID<Step>?
    public var channel: Channel?

    public init(
        status: SendStatus? = nil, reason: Reason? = nil, step: ID<Step>? = nil, channel: Channel? = nil
    ) {
        self.status = status
        self.reason = reason
        self.step = step
        self.channel = channel
    }
}

/// The place after one send in a list by planned time, newest first.
public struct SendCursor: Sendable, Hashable {
    let plannedAt: Instant
    let id: ID<Send>

    init(plannedAt: Instant, id: ID<Send>) {
        self.plannedAt = plannedAt
        self.id = id
    }

    /// What `text` wrote; nil for anything else.
    public init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let microseconds = Int64(parts[0]), microseconds >= 0,
            let id = ID<Send>(text: String(parts[1]))
        else { return nil }
        plannedAt = Instant(microseconds: microseconds)
        self.id = id
        guard plannedAt <= Self.start.plannedAt, self.text == text else { return nil }
    }

    /// For addresses: digits and one hyphen.
    public var text: String { "\(plannedAt.microseconds)-\(id)" }

    /// Before every send: the last second that a DATETIME holds.
    static let start = SendCursor(plannedAt: Instant(seconds: 253_402_300_799), id: ID(.max))
}

/// One page of a list of sends.
public struct SendPage: Sendable, Hashable {
    /// Newest planned first.
    public let sends: [ListedSend]
    /// Where the next page begins; nil on the last one.
    public let next: SendCursor?
}
