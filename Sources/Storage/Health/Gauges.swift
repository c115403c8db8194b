import Campaigns
import CivilTime
import MariaDB

enum GaugeSQL: String, CaseIterable {
    /// One row: how many messages of a channel and lane are due, up to a limit, and since when the first is.
    case due = """
        SELECT COUNT(*) AS due, MIN(next_at) AS oldest
        FROM (
            SELECT next_at FROM send FORCE INDEX (send_claim)
            WHERE phase = 'READY' AND channel = ? AND lane = ? AND next_at <= ? ORDER BY next_at, id LIMIT ?
        ) d
        """
    /// One row: how many messages are in a phase, up to a limit.
    case inPhase = """
        SELECT COUNT(*) AS amount
        FROM (SELECT 1 FROM send FORCE INDEX (send_claim) WHERE phase = ? LIMIT ?) p
        """
    /// One row per reason for which messages are parked: how many of so many.
    case parked = """
        SELECT p.reason, COUNT(*) AS amount
        FROM (SELECT reason FROM send FORCE INDEX (send_claim) WHERE phase = 'PARKED' LIMIT ?) p
        GROUP BY p.reason ORDER BY NULL
        """
    /// One row: all that was ever sent, and what became of it.
    case totals = """
        SELECT SUM(planned) AS planned, SUM(sent) AS sent, SUM(delivered) AS delivered, SUM(failed) AS failed,
            SUM(skipped) AS skipped
        FROM tally
        """
    /// One row per kind of failure: how many messages ever failed so.
    case failures = "SELECT kind, amount FROM failure_total"
    /// One row: how many texts from people a tick has still to act on, up to a limit.
    case inbound = """
        SELECT COUNT(*) AS amount
        FROM (SELECT 1 FROM inbound_message FORCE INDEX (inbound_message_pending) WHERE state = 'pending' LIMIT ?) m
        """
    /// One row: how many receipts of providers a tick has still to join, up to a limit.
    case receipts = """
        SELECT COUNT(*) AS amount
        FROM (SELECT 1 FROM receipt FORCE INDEX (receipt_pending) WHERE state = 'pending' LIMIT ?) r
        """
    /// One row: how many events from neighbour systems a tick has still to act on, up to a limit.
    case events = """
        SELECT COUNT(*) AS amount
        FROM (SELECT 1 FROM event FORCE INDEX (event_pending) WHERE state = 'pending' LIMIT ?) e
        """
    /// One row: how many openings and clicks a tick has still to count, up to a limit.
    case hits = """
        SELECT COUNT(*) AS amount
        FROM (SELECT 1 FROM tracking_event FORCE INDEX (tracking_pending) WHERE state = 'pending' LIMIT ?) t
        """
}

/// How the whole installation stands, in numbers of which none costs more than a part of a second.
public struct Gauges: Sendable, Hashable {
    /// What is counted entry by entry of an index, each such number for itself, is counted no further.
    public static let most = 1_000_000
    /// Parked messages tell their reason in their rows alone, which costs more: fewer are looked at.
    public static let mostParked = 2_000

    public struct Due: Sendable, Hashable {
        public let channel: Channel
        public let lane: SendLane
        /// At most `most`.
        public let count: Int
        /// Since when the first is due; nil when none is.
        public let oldest: Instant?
    }

    /// What came in and waits for a tick.
    public struct Queue: Sendable, Hashable {
        /// A word of ours.
        public let name: String
        /// At most `most`.
        public let count: Int
    }

    /// One for each channel and lane.
    public let due: [Due]
    /// Handed to a provider, without an answer yet.
    public let onTheWire: Int
    /// At most `most`.
    public let parked: Int
    /// Of the first `mostParked`.
    public let parkedBecause: [Reason: Int]
    /// Ever, as far as ticks have counted.
    public let totals: Tally
    public let failures: [AttentionKind: Int]
    public let queues: [Queue]
    public let providers: [String: ProviderState]
    public let heartbeat: Heartbeat?
}
