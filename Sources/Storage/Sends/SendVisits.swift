import Campaigns
import CivilTime
import MariaDB

enum SendVisitsSQL: String, CaseIterable {
    /// One row per send whose enrollment is about a visit, of a list.
    case visits = """
        SELECT STRAIGHT_JOIN s.id, t.name AS type, a.starts_at, a.booked_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (PRIMARY) ON s.id = ids.id AND s.clinic_id = ?
        JOIN enrollment e FORCE INDEX (PRIMARY) ON e.clinic_id = s.clinic_id AND e.id = s.enrollment_id
        JOIN appointment a ON a.clinic_id = e.clinic_id AND a.id = e.appointment_id
        JOIN appointment_type t FORCE INDEX (PRIMARY) ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        """
}

/// The visits that sends are about.
public struct SendVisits {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Those of `sends` that are about a visit, as it stands now.
    public func visits(
        of sends: some Collection<ID<Send>>, in clinic: ID<Clinic>
    ) throws -> [ID<Send>: Explanation.Visit] {
        guard !sends.isEmpty else { return [:] }
        let rows = try db.rows(SendVisitsSQL.visits.rawValue, [.ids(sends), .id(clinic)])
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let visit = Explanation.Visit(
                    type: row.text("type"), startsAt: row.instant("starts_at"),
                    bookedAt: row.optionalInstant("booked_at"))
                return (row.id("id"), visit)
            })
    }
}
