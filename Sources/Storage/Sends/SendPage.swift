import Campaigns
import CivilTime

/// Which sends of a campaign a list shows; nil lets all through.
public struct SendFilter: Sendable, Hashable {
    public var status: SendStatus?
    public var reason: Reason?
    public var step: ID<Step>?
    public var channel: Channel?
    /// Planned at this time or later.
    public var from: Instant?
    /// Planned before this time.
    public var to: Instant?

    public init(
        status: SendStatus? = nil, reason: Reason? = nil, step: ID<Step>? = nil, channel: Channel? = nil,
        from: Instant? = nil, to: Instant? = nil
    ) {
        self.status = status
        self.reason = reason
        self.step = step
        self.channel = channel
        self.from = from
        self.to = to
    }

    /// Whether it asks more than a span of time, so that sends must be looked at one by one.
    var choosesAmongSends: Bool { status != nil || reason != nil || step != nil || channel != nil }

    /// Where its span of time begins, that place included.
    var earliest: SendCursor { SendCursor(plannedAt: from ?? Instant(microseconds: 0), id: ID(0)) }

    /// Where its span of time ends, that place included.
    var latest: SendCursor {
        to.map { SendCursor(plannedAt: Instant(microseconds: $0.microseconds - 1), id: ID(.max)) } ?? .start
    }
}

/// The place after one send in a list by planned time, newest first.
public struct SendCursor: Sendable, Hashable, Comparable {
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

    public static func < (one: Self, other: Self) -> Bool { (one.plannedAt, one.id) < (other.plannedAt, other.id) }

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
