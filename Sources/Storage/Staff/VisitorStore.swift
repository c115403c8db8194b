import Campaigns
import CivilTime
import MariaDB

enum VisitorSQL: String, CaseIterable {
    /// One row: a session, who it is of, and what each page of theirs needs of the clinic. What waits is counted as far as
    /// it is shown: a page costs the same however much it is.
    case visitor = """
        SELECT session.clinic_id, session.staff_id, session.notice, session.started_at, session.seen_at,
               staff.name, staff.email, staff.role, clinic.name AS clinic_name, clinic.zone,
               clinic.active_limit, clinic.held_at, (
                   SELECT COUNT(*) FROM (
                       SELECT STRAIGHT_JOIN m.id FROM session v
                       JOIN inbound_message m FORCE INDEX (inbound_message_list)
                           ON m.clinic_id = v.clinic_id AND m.state = 'shown' AND m.done_at IS NULL
                       WHERE v.token_hash = ? LIMIT ?
                   ) i) AS replies, (
                   SELECT COUNT(*) FROM (
                       (SELECT STRAIGHT_JOIN r.id FROM session v
                        JOIN reschedule_request r FORCE INDEX (reschedule_request_open)
                            ON r.clinic_id = v.clinic_id AND r.done_at IS NULL
                        WHERE v.token_hash = ? LIMIT ?)
                       UNION ALL
                       (SELECT STRAIGHT_JOIN l.id FROM session v
                        JOIN survey_response l FORCE INDEX (survey_response_low)
                            ON l.clinic_id = v.clinic_id AND l.is_low = TRUE AND l.seen_at IS NULL
                        WHERE v.token_hash = ? LIMIT ?)
                       UNION ALL
                       (SELECT STRAIGHT_JOIN t.send_id FROM session v
                        JOIN attention t FORCE INDEX (attention_open)
                            ON t.clinic_id = v.clinic_id AND t.closed_at IS NULL
                        WHERE v.token_hash = ? LIMIT ?)
                   ) w) AS attention
        FROM session
        JOIN staff ON staff.clinic_id = session.clinic_id AND staff.id = session.staff_id
        JOIN clinic ON clinic.id = session.clinic_id
        WHERE session.token_hash = ? AND staff.removed_at IS NULL
        """
    case see = "UPDATE session SET seen_at = ? WHERE clinic_id = ? AND token_hash = ?"
    case leaveNotice = "UPDATE session SET notice = ? WHERE clinic_id = ? AND token_hash = ?"
}

/// Who asks: a session with its staff and clinic.
public struct Visitor: Sendable {
    public let session: [UInt8]
    public let staff: Staff
    public let clinicName: String
    public let zone: Zone
    /// How many campaigns of the clinic may be active at once.
    public let activeLimit: Int
    /// Since when nothing of the clinic leaves; nil while it is not held.
    public let heldSince: Instant?
    /// How many texts wait for staff to read them; of more than `mostCounted` that many and one more.
    public let waitingReplies: Int
    /// How many requests for another time wait, low scores and failed messages; of more than `mostCounted` that many and
    /// one more.
    public let waitingAttention: Int
    public let startedAt: Instant
    public let seenAt: Instant
    /// Shown once on the next page.
    public let notice: String?

    /// Of more than these the navigation says only that there are more.
    public static let mostCounted = 99
}

/// Who stands behind a session's cookie: one statement a page.
public struct VisitorStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// nil for a session that is not there, or whose staff was removed.
    ///
    /// - Parameter session: the hash of the session's token.
    public func visitor(session: [UInt8]) throws -> Visitor? {
        let counted: [Value] = [.bytes(session), .number(Visitor.mostCounted + 1)]
        let values = counted + counted + counted + counted + [.bytes(session)]
        guard let row = try db.row(VisitorSQL.visitor.rawValue, values) else { return nil }
        guard let zone = row.optionalZone("zone") else { preconditionFailure("a clinic's zone is not in tzdata") }
        let staff = Staff(
            id: row.id("staff_id"), clinicID: row.id("clinic_id"), name: row.text("name"), email: row.text("email"),
            role: row.choice("role"))
        return Visitor(
            session: session, staff: staff, clinicName: row.text("clinic_name"), zone: zone,
            activeLimit: row.int("active_limit"), heldSince: row.optionalInstant("held_at"),
            waitingReplies: row.int("replies"),
            waitingAttention: min(row.int("attention"), Visitor.mostCounted + 1),
            startedAt: row.instant("started_at"), seenAt: row.instant("seen_at"), notice: row.optionalText("notice"))
    }

    /// Notes that the session was used.
    public func see(_ visitor: Visitor, at now: Instant) throws {
        _ = try db.run(VisitorSQL.see.rawValue, [.instant(now), .id(visitor.staff.clinicID), .bytes(visitor.session)])
    }

    /// Leaves a notice for the next page, or takes it away.
    public func leave(_ notice: String?, for visitor: Visitor) throws {
        _ = try db.run(
            VisitorSQL.leaveNotice.rawValue,
            [notice.map(Value.text) ?? .null, .id(visitor.staff.clinicID), .bytes(visitor.session)])
    }
}
