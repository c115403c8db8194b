import Campaigns
import CivilTime
import MariaDB

enum RescheduleRequestSQL: String, CaseIterable {
    /// One row per request that waits for staff, the longest waiting first.
    case waiting = """
        SELECT r.id, r.starts_at AS told, r.wish, r.requested_at, a.starts_at, a.status, t.name AS type,
               p.first_name, p.last_name
        FROM reschedule_request r FORCE INDEX (reschedule_request_open)
        STRAIGHT_JOIN appointment a FORCE INDEX (PRIMARY) ON a.clinic_id = r.clinic_id AND a.id = r.appointment_id
        STRAIGHT_JOIN appointment_type t FORCE INDEX (PRIMARY) ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        STRAIGHT_JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = a.clinic_id AND p.id = a.patient_id
        WHERE r.clinic_id = ? AND r.done_at IS NULL ORDER BY r.requested_at LIMIT ?
        """
    /// One row: the request, whether done or not.
    case find = "SELECT id FROM reschedule_request WHERE clinic_id = ? AND id = ?"
    case finish = """
        UPDATE reschedule_request SET done_at = ?, done_by = ? WHERE clinic_id = ? AND id = ? AND done_at IS NULL
        """
}

/// Patients' wishes for other times, until staff have seen to them.
public struct RescheduleRequests {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Those that wait, the longest waiting first.
    public func waiting(in clinic: ID<Clinic>, limit: Int) throws -> [RescheduleRequest] {
        try db.rows(RescheduleRequestSQL.waiting.rawValue, [.id(clinic), .number(limit)]).map { row in
            RescheduleRequest(
                id: row.id("id"), patientName: "\(row.text("first_name")) \(row.text("last_name"))",
                wish: row.text("wish"), requestedAt: row.instant("requested_at"), visitType: row.text("type"),
                told: row.instant("told"), startsAt: row.instant("starts_at"), status: row.choice("status"))
        }
    }

    /// Staff have seen to it, which the audit log keeps; once done it stays so.
    ///
    /// - Returns: false when the clinic has none of this id.
    public func finish(_ id: ID<RescheduleRequest>, in clinic: ID<Clinic>, by staff: ID<Staff>, at now: Instant) throws
        -> Bool
    {
        try db.transaction {
            let change = try db.run(
                RescheduleRequestSQL.finish.rawValue, [.instant(now), .id(staff), .id(clinic), .id(id)])
            guard change.rows == 1 else {
                return try db.row(RescheduleRequestSQL.find.rawValue, [.id(clinic), .id(id)]) != nil
            }
            try AuditStore(db).note(Deed(.complete, .rescheduleRequest, id), by: .staff(staff), in: clinic, at: now)
            return true
        }
    }
}
