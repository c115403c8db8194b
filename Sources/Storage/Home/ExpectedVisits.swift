import Campaigns
import CivilTime
import MariaDB

enum ExpectedVisitsSQL: String, CaseIterable {
    /// One row per expected visit of a span of time, earliest first: whether it is confirmed, when a reminder of it left
    /// last, and when the next one leaves.
    case visits = """
        SELECT STRAIGHT_JOIN a.id, a.patient_id, p.first_name, p.last_name, t.name AS type, a.starts_at,
               a.status = 'confirmed' OR a.patient_confirmed_at IS NOT NULL AS is_confirmed,
               (SELECT MAX(s.sent_at) FROM enrollment e FORCE INDEX (clinic_id_4)
                JOIN campaign c ON c.clinic_id = e.clinic_id AND c.id = e.campaign_id AND c.type = 'REMINDER'
                JOIN send s FORCE INDEX (clinic_id) ON s.clinic_id = e.clinic_id AND s.enrollment_id = e.id
                WHERE e.clinic_id = a.clinic_id AND e.appointment_id = a.id) AS told_at,
               (SELECT MIN(s.next_at) FROM enrollment e FORCE INDEX (clinic_id_4)
                JOIN campaign c ON c.clinic_id = e.clinic_id AND c.id = e.campaign_id AND c.type = 'REMINDER'
                JOIN send s FORCE INDEX (clinic_id) ON s.clinic_id = e.clinic_id AND s.enrollment_id = e.id
                WHERE e.clinic_id = a.clinic_id AND e.appointment_id = a.id AND s.phase = 'READY') AS next_at
        FROM appointment a FORCE INDEX (clinic_id_4)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = a.clinic_id AND p.id = a.patient_id
        JOIN appointment_type t FORCE INDEX (PRIMARY) ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        WHERE a.clinic_id = ? AND a.starts_at >= ? AND a.starts_at < ? AND a.status IN ('booked', 'confirmed')
        ORDER BY a.starts_at, a.id LIMIT ?
        """
}

/// A visit that somebody is expected for, and whether they said that they come.
public struct ExpectedVisit: Sendable, Hashable {
    public let id: ID<Appointment>
    public let patient: ID<Patient>
    public let patientName: String
    public let type: String
    public let startsAt: Instant
    public let isConfirmed: Bool
    /// When a reminder of it left last; nil when none did.
    public let toldAt: Instant?
    /// When the next reminder of it leaves; nil when none waits.
    public let nextAt: Instant?
}

/// Who is expected, and has said so or not.
public struct ExpectedVisitsStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// More than a clinic sees in a day.
    static let most = 1_000

    /// Those of one of the clinic's days, earliest first.
    public func visits(on day: CivilDate, in clinic: ID<Clinic>, zone: Zone) throws -> [ExpectedVisit] {
        let midnight = ClockTime(minutes: 0)
        let span = [day, day.adding(days: 1)].map { Value.instant(zone.instant(of: $0.at(midnight))) }
        return try db.rows(
            ExpectedVisitsSQL.visits.rawValue, [.id(clinic)] + span + [.number(Self.most)]
        ).map { row in
            ExpectedVisit(
                id: row.id("id"), patient: row.id("patient_id"),
                patientName: "\(row.text("first_name")) \(row.text("last_name"))", type: row.text("type"),
                startsAt: row.instant("starts_at"), isConfirmed: row.bool("is_confirmed"),
                toldAt: row.optionalInstant("told_at"), nextAt: row.optionalInstant("next_at"))
        }
    }
}
