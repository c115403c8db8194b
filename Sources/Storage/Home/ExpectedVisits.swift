import Campaigns
import CivilTime
import MariaDB

enum ExpectedVisitsSQL: String, CaseIterable {
    /// One row: how many visits are expected in a span of time, how many of them are confirmed, and of how many others a
    /// reminder has left.
    case counts = """
        SELECT COUNT(*) AS visits,
               COALESCE(SUM(a.status = 'confirmed' OR a.patient_confirmed_at IS NOT NULL), 0) AS confirmed,
               COALESCE(SUM(a.status = 'booked' AND a.patient_confirmed_at IS NULL AND EXISTS (
                   SELECT 1 FROM enrollment e FORCE INDEX (clinic_id_4)
                   JOIN campaign c ON c.clinic_id = e.clinic_id AND c.id = e.campaign_id AND c.type = 'REMINDER'
                   JOIN send s FORCE INDEX (clinic_id) ON s.clinic_id = e.clinic_id AND s.enrollment_id = e.id
                   WHERE e.clinic_id = a.clinic_id AND e.appointment_id = a.id AND s.sent_at IS NOT NULL)), 0) AS told
        FROM appointment a FORCE INDEX (clinic_id_4)
        WHERE a.clinic_id = ? AND a.starts_at >= ? AND a.starts_at < ? AND a.status IN ('booked', 'confirmed')
        """
    /// One row per expected visit of a span of time that nobody has confirmed, earliest first: when a reminder of it left
    /// last, and when the next one leaves.
    case open = """
        SELECT STRAIGHT_JOIN a.id, a.patient_id, p.first_name, p.last_name, t.name AS type, a.starts_at,
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
        WHERE a.clinic_id = ? AND a.starts_at >= ? AND a.starts_at < ? AND a.status = 'booked'
            AND a.patient_confirmed_at IS NULL
        ORDER BY a.starts_at, a.id LIMIT ?
        """
}

/// Who is expected on a day, and has said so or not.
public struct ExpectedVisits: Sendable, Hashable {
    /// How many.
    public let count: Int
    public let confirmed: Int
    /// Not confirmed, though a reminder has left.
    public let told: Int
    /// The first of those that nobody has confirmed, earliest first.
    public let open: [OpenVisit]

    public var unconfirmed: Int { count - confirmed }
    public var untold: Int { unconfirmed - told }
}

/// A visit that somebody is expected for who has not said that they come.
public struct OpenVisit: Sendable, Hashable {
    public let id: ID<Appointment>
    public let patient: ID<Patient>
    public let patientName: String
    public let type: String
    public let startsAt: Instant
    /// When a reminder of it left last; nil when none did.
    public let toldAt: Instant?
    /// When the next reminder of it leaves; nil when none waits.
    public let nextAt: Instant?
}

/// Reads who is expected.
public struct ExpectedVisitsStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Those of one of the clinic's days, and the first `most` that are not confirmed.
    public func visits(on day: CivilDate, in clinic: ID<Clinic>, zone: Zone, listing most: Int) throws
        -> ExpectedVisits
    {
        let midnight = ClockTime(minutes: 0)
        let span = [day, day.adding(days: 1)].map { Value.instant(zone.instant(of: $0.at(midnight))) }
        let counts = try db.row(ExpectedVisitsSQL.counts.rawValue, [.id(clinic)] + span)
        let open = try db.rows(ExpectedVisitsSQL.open.rawValue, [.id(clinic)] + span + [.number(most)])
        return ExpectedVisits(
            count: counts?.int("visits") ?? 0, confirmed: counts?.int("confirmed") ?? 0,
            told: counts?.int("told") ?? 0, open: open.map(Self.decode))
    }

    private static func decode(_ row: Row) -> OpenVisit {
        OpenVisit(
            id: row.id("id"), patient: row.id("patient_id"),
            patientName: "\(row.text("first_name")) \(row.text("last_name"))", type: row.text("type"),
            startsAt: row.instant("starts_at"), toldAt: row.optionalInstant("told_at"),
            nextAt: row.optionalInstant("next_at"))
    }
}
