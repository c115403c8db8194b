import Campaigns
import CivilTime
import MariaDB

enum ReplySQL: String, CaseIterable {
    /// One row per message that waits for staff, newest first.
    case waiting = """
        SELECT m.id, m.contact_point_id, p.address, m.text, m.means, m.received_at, m.done_at, NULL AS done_by,
               a.starts_at, a.status, t.name AS type
        FROM inbound_message m FORCE INDEX (inbound_message_list)
        STRAIGHT_JOIN contact_point p FORCE INDEX (PRIMARY) ON p.clinic_id = m.clinic_id AND p.id = m.contact_point_id
        LEFT JOIN appointment a FORCE INDEX (PRIMARY) ON a.clinic_id = m.clinic_id AND a.id = m.appointment_id
        LEFT JOIN appointment_type t ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        WHERE m.clinic_id = ? AND m.state = 'shown' AND m.done_at IS NULL ORDER BY m.received_at DESC LIMIT ?
        """
    /// One row per message that staff have seen to, the last first.
    case done = """
        SELECT m.id, m.contact_point_id, p.address, m.text, m.means, m.received_at, m.done_at, s.name AS done_by,
               a.starts_at, a.status, t.name AS type
        FROM inbound_message m FORCE INDEX (inbound_message_list)
        STRAIGHT_JOIN contact_point p FORCE INDEX (PRIMARY) ON p.clinic_id = m.clinic_id AND p.id = m.contact_point_id
        LEFT JOIN staff s ON s.clinic_id = m.clinic_id AND s.id = m.done_by
        LEFT JOIN appointment a FORCE INDEX (PRIMARY) ON a.clinic_id = m.clinic_id AND a.id = m.appointment_id
        LEFT JOIN appointment_type t ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        WHERE m.clinic_id = ? AND m.state = 'shown' AND m.done_at IS NOT NULL ORDER BY m.done_at DESC LIMIT ?
        """
    /// One row per number and patient who has it or for whom somebody has, with the visit booked next; by name.
    case people = """
        SELECT STRAIGHT_JOIN who.point_id, p.id AS patient_id, p.first_name, p.last_name, a.starts_at, a.status,
               t.name AS type
        FROM (
            SELECT STRAIGHT_JOIN c.contact_point_id AS point_id, p.id AS patient_id
            FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
            JOIN contact_address c FORCE INDEX (clinic_id) ON c.clinic_id = ? AND c.contact_point_id = ids.id
            JOIN patient p FORCE INDEX (clinic_id_5) ON p.clinic_id = c.clinic_id AND p.contact_id = c.contact_id
            UNION
            SELECT STRAIGHT_JOIN c.contact_point_id, pc.patient_id
            FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
            JOIN contact_address c FORCE INDEX (clinic_id) ON c.clinic_id = ? AND c.contact_point_id = ids.id
            JOIN patient_contact pc FORCE INDEX (clinic_id) ON pc.clinic_id = c.clinic_id AND pc.contact_id = c.contact_id
        ) who
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = ? AND p.id = who.patient_id
        LEFT JOIN appointment a FORCE INDEX (PRIMARY) ON a.clinic_id = p.clinic_id AND a.id = (
            SELECT n.id FROM appointment n FORCE INDEX (clinic_id_3)
            WHERE n.clinic_id = p.clinic_id AND n.patient_id = p.id AND n.starts_at > ?
                AND n.status IN ('booked', 'confirmed') ORDER BY n.starts_at LIMIT 1)
        LEFT JOIN appointment_type t ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        ORDER BY p.first_name, p.last_name, p.id
        """
    /// One row: the message, whether done or not.
    case find = "SELECT id FROM inbound_message WHERE clinic_id = ? AND id = ? AND state = 'shown'"
    case finish = """
        UPDATE inbound_message SET done_at = ?, done_by = ?
        WHERE clinic_id = ? AND id = ? AND state = 'shown' AND done_at IS NULL
        """
    case reopen = """
        UPDATE inbound_message SET done_at = NULL, done_by = NULL
        WHERE clinic_id = ? AND id = ? AND state = 'shown' AND done_at IS NOT NULL
        """
}

/// The texts that staff read, until somebody has seen to them.
public struct ReplyStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Those that wait, newest first; or those seen to, the last first.
    public func messages(done: Bool, in clinic: ID<Clinic>, at now: Instant, limit: Int) throws -> [InboundMessage] {
        let statement = done ? ReplySQL.done : .waiting
        let rows = try db.rows(statement.rawValue, [.id(clinic), .number(limit)])
        let people = try people(of: Set(rows.map { $0.id("contact_point_id") }), in: clinic, at: now)
        return rows.map { row in
            InboundMessage(
                id: row.id("id"), number: row.text("address"), text: row.text("text"),
                keyword: row.optionalChoice("means"), visit: Self.visit(row), receivedAt: row.instant("received_at"),
                done: row.optionalInstant("done_at").map {
                    InboundMessage.Done(at: $0, by: row.optionalText("done_by"))
                },
                people: people[row.id("contact_point_id")] ?? [])
        }
    }

    private func people(of points: Set<ID<ContactPoint>>, in clinic: ID<Clinic>, at now: Instant) throws
        -> [ID<ContactPoint>: [InboundMessage.Person]]
    {
        let ids: [Value] = [.ids(points.sorted()), .id(clinic)]
        let rows = try db.rows(ReplySQL.people.rawValue, ids + ids + [.id(clinic), .instant(now)])
        return Dictionary(grouping: rows) { $0.id("point_id") }.mapValues { rows in
            rows.map { row in
                InboundMessage.Person(
                    patient: row.id("patient_id"), name: "\(row.text("first_name")) \(row.text("last_name"))",
                    nextVisit: Self.visit(row))
            }
        }
    }

    private static func visit(_ row: Row) -> InboundMessage.Visit? {
        row.optionalInstant("starts_at").map { startsAt in
            InboundMessage.Visit(type: row.text("type"), startsAt: startsAt, status: row.choice("status"))
        }
    }

    /// Somebody has seen to it, which the audit log keeps; once done it stays so.
    ///
    /// - Returns: false when the clinic has none of this id for staff.
    public func finish(_ id: ID<InboundMessage>, in clinic: ID<Clinic>, by staff: ID<Staff>, at now: Instant) throws
        -> Bool
    {
        try db.transaction {
            let change = try db.run(ReplySQL.finish.rawValue, [.instant(now), .id(staff), .id(clinic), .id(id)])
            guard change.rows == 1 else { return try isThere(id, in: clinic) }
            try AuditStore(db).note(Deed(.complete, .reply, id), by: .staff(staff), in: clinic, at: now)
            return true
        }
    }

    /// It waits again.
    ///
    /// - Returns: false when the clinic has none of this id for staff.
    public func reopen(_ id: ID<InboundMessage>, in clinic: ID<Clinic>, by staff: ID<Staff>, at now: Instant) throws
        -> Bool
    {
        try db.transaction {
            let change = try db.run(ReplySQL.reopen.rawValue, [.id(clinic), .id(id)])
            guard change.rows == 1 else { return try isThere(id, in: clinic) }
            try AuditStore(db).note(Deed(.reopen, .reply, id), by: .staff(staff), in: clinic, at: now)
            return true
        }
    }

    private func isThere(_ id: ID<InboundMessage>, in clinic: ID<Clinic>) throws -> Bool {
        try db.row(ReplySQL.find.rawValue, [.id(clinic), .id(id)]) != nil
    }
}
