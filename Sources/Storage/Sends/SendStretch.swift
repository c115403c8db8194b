import Campaigns
import CivilTime
import MariaDB

/// A stretch of a list of sends in time: what stands around now, or on the way on from there.
public struct SendStretch: Sendable, Hashable {
    /// Which part of the list is shown.
    public enum Place: Sendable, Hashable {
        /// What comes next and what was last, seen from here.
        case around(Instant)
        /// Those planned before this one.
        case earlier(SendCursor)
        /// Those planned after this one.
        case later(SendCursor)
    }

    /// Latest planned first.
    public let sends: [ListedSend]
    /// Where what was planned later begins; nil where nothing was.
    public let later: SendCursor?
    /// Where what was planned earlier begins; nil where nothing was.
    public let earlier: SendCursor?

    /// Those ahead and behind of a first page, and those of any other.
    static let ahead = 15
    static let behind = 35
    static let size = ahead + behind
}

/// One direction of a list, as far as it was read.
struct SendRun {
    /// In the order of its direction.
    var sends: [ListedSend]
    /// Where it goes on; nil at the list's end.
    var next: SendCursor?

    static let none = SendRun(sends: [], next: nil)

    /// - Parameter read: the sends that fit on from a place, at most one more than `limit`, which tells that it goes on.
    init(limit: Int, _ read: [ListedSend]) {
        sends = Array(read.prefix(limit))
        next = read.count > limit ? sends.last.map { SendCursor(plannedAt: $0.plannedAt, id: $0.id) } : nil
    }

    init(sends: [ListedSend], next: SendCursor?) {
        self.sends = sends
        self.next = next
    }
}

extension SendStretch {
    /// - Parameters:
    ///   - later: reads on from a place to what is planned later, nearest first.
    ///   - earlier: reads on from a place to what was planned earlier, nearest first.
    init(
        _ place: Place, later: (SendCursor, Int) throws -> SendRun, earlier: (SendCursor, Int) throws -> SendRun
    ) rethrows {
        switch place {
        case .around(let now):
            // What is planned for this very moment is still to come.
            let border = SendCursor(plannedAt: now, id: ID(0))
            let ahead = try later(border, Self.ahead)
            let behind = try earlier(border, Self.behind)
            sends = ahead.sends.reversed() + behind.sends
            (self.later, self.earlier) = (ahead.next, behind.next)
        case .earlier(let cursor):
            let run = try earlier(cursor, Self.size)
            sends = run.sends
            (self.later, self.earlier) = (sends.first.map(SendCursor.init(_:)) ?? cursor, run.next)
        case .later(let cursor):
            let run = try later(cursor, Self.size)
            sends = run.sends.reversed()
            (self.later, self.earlier) = (run.next, sends.last.map(SendCursor.init(_:)) ?? cursor)
        }
    }
}

extension SendCursor {
    init(_ send: ListedSend) { self.init(plannedAt: send.plannedAt, id: send.id) }
}
