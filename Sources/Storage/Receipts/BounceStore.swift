import Campaigns
import CivilTime
import MariaDB

enum BounceSQL: String, CaseIterable {
    /// One row: the e-mail send of this id, and where it went.
    case byID = """
        SELECT s.id, s.clinic_id, s.contact_point_id, p.address FROM send s
        JOIN contact_point p FORCE INDEX (PRIMARY) ON p.clinic_id = s.clinic_id AND p.id = s.contact_point_id
        WHERE s.id = ? AND s.channel = 'EMAIL'
        """
    /// One row: the e-mail send of this key, and where it went.
    case byKey = """
        SELECT s.id, s.clinic_id, s.contact_point_id, p.address FROM send s
        JOIN contact_point p FORCE INDEX (PRIMARY) ON p.clinic_id = s.clinic_id AND p.id = s.contact_point_id
        WHERE s.dedupe_key = ? AND s.channel = 'EMAIL'
        """
    /// One row: how many other messages to an address came back since a time for what its mailbox is like.
    case returned = """
        SELECT STRAIGHT_JOIN COUNT(DISTINCT s.id) AS returned FROM send s FORCE INDEX (send_point)
        JOIN receipt r FORCE INDEX (receipt_send) ON r.clinic_id = s.clinic_id AND r.send_id = s.id
        WHERE s.clinic_id = ? AND s.contact_point_id = ? AND s.planned_at >= ? AND s.id <> ? AND r.provider = ?
            AND r.kind = 'bounced_now' AND (r.code LIKE '4.%' AND r.code NOT LIKE '4.7.%' OR r.code LIKE '5.2.%')
        """
}

/// Mail that came back, and the sends that it is about.
public struct BounceStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A send to an e-mail address.
    public struct Returned: Sendable, Hashable {
        public let send: ID<Send>
        public let clinic: ID<Clinic>
        public let address: String
        let point: ID<ContactPoint>
    }

    /// nil for what is no e-mail of ours.
    public func send(_ id: ID<Send>) throws -> Returned? {
        try db.row(BounceSQL.byID.rawValue, [.id(id)]).map(Self.decode)
    }

    /// nil for what is no e-mail of ours.
    public func send(dedupeKey: String) throws -> Returned? {
        try db.row(BounceSQL.byKey.rawValue, [.text(dedupeKey)]).map(Self.decode)
    }

    /// How many other messages came back from the same address within some days, for what its mailbox is like.
    public func returned(beside one: Returned, provider: String, within days: Int, at now: Instant) throws -> Int {
        let since = now.adding(hours: -24 * days)
        let row = try db.row(
            BounceSQL.returned.rawValue,
            [.id(one.clinic), .id(one.point), .instant(since), .id(one.send), .text(provider)])
        return row?.int("returned") ?? 0
    }

    private static func decode(_ row: Row) -> Returned {
        Returned(
            send: row.id("id"), clinic: row.id("clinic_id"), address: row.text("address"),
            point: row.id("contact_point_id"))
    }
}
