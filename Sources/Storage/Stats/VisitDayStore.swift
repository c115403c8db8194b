import Campaigns
import CivilTime
import MariaDB

enum VisitDaySQL: String, CaseIterable {
    case mark = "INSERT INTO visit_day_stale (clinic_id, starts_at) VALUES (?, ?)"
    /// One row per change of a visit that no tick has counted, oldest first, locked; those another tick holds are left to it.
    case stale = """
        SELECT id, clinic_id, starts_at FROM visit_day_stale ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
        """
    case forget = """
        DELETE v FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN visit_day_stale v ON v.id = ids.id
        """
    /// One row per clinic and day with visits, of the last days.
    case recent = """
        SELECT v.clinic_id, v.day, v.counted_at, c.zone FROM clinic c
        JOIN visit_day v ON v.clinic_id = c.id AND v.campaign_id = 0 AND v.day BETWEEN ? AND ?
        """
    /// Whoever holds a day's first row counts it.
    case lock = """
        INSERT INTO visit_day (clinic_id, day, campaign_id, visits, confirmed, kept, missed, reminded, reminded_confirmed,
            reminded_kept, reminded_missed, counted_at)
        VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?) ON DUPLICATE KEY UPDATE counted_at = VALUES(counted_at)
        """
    /// One row: all visits of a day. The first row is held, so that nothing is lost between this and the writing.
    case all = """
        SELECT COUNT(*) AS visits, COALESCE(SUM(confirmed_at IS NOT NULL), 0) AS confirmed,
               COALESCE(SUM(status IN ('arrived', 'completed')), 0) AS kept, COALESCE(SUM(status = 'no-show'), 0) AS missed
        FROM appointment FORCE INDEX (clinic_id_4)
        WHERE clinic_id = ? AND starts_at >= ? AND starts_at < ?
            AND status IN ('booked', 'confirmed', 'arrived', 'completed', 'no-show')
        """
    case write = """
        UPDATE visit_day SET visits = ?, confirmed = ?, kept = ?, missed = ?
        WHERE clinic_id = ? AND day = ? AND campaign_id = 0
        """
    case clear = "DELETE FROM visit_day WHERE clinic_id = ? AND day = ? AND campaign_id <> 0"
    /// One row per campaign that sent something about a visit of the day before it began. What left before the first wait
    /// is the confirmation, which reminds of nothing.
    case told = """
        INSERT INTO visit_day (clinic_id, day, campaign_id, visits, confirmed, kept, missed, reminded, reminded_confirmed,
            reminded_kept, reminded_missed, counted_at)
        SELECT t.clinic_id, ?, t.campaign_id, COUNT(*), SUM(t.is_confirmed), SUM(t.is_kept), SUM(t.is_missed),
            SUM(t.is_reminded), SUM(t.is_reminded AND t.is_confirmed), SUM(t.is_reminded AND t.is_kept),
            SUM(t.is_reminded AND t.is_missed), ?
        FROM (
            SELECT STRAIGHT_JOIN a.clinic_id, e.campaign_id, a.id, a.confirmed_at IS NOT NULL AS is_confirmed,
                a.status IN ('arrived', 'completed') AS is_kept, a.status = 'no-show' AS is_missed,
                MAX(s.is_at_event = 0) AS is_reminded
            FROM appointment a FORCE INDEX (clinic_id_4)
            JOIN enrollment e FORCE INDEX (clinic_id_4) ON e.clinic_id = a.clinic_id AND e.appointment_id = a.id
            JOIN send s FORCE INDEX (clinic_id) ON s.clinic_id = e.clinic_id AND s.enrollment_id = e.id
            WHERE a.clinic_id = ? AND a.starts_at >= ? AND a.starts_at < ?
                AND a.status IN ('booked', 'confirmed', 'arrived', 'completed', 'no-show')
                AND s.phase IN ('SENT', 'DELIVERED') AND s.sent_at < a.starts_at
            GROUP BY a.clinic_id, e.campaign_id, a.id, is_confirmed, is_kept, is_missed
        ) t
        GROUP BY t.clinic_id, t.campaign_id
        """
}

/// What became of visits, by the clinic's day. Whoever changes a visit marks its day in the same transaction and without
/// a lock; ticks count marked days anew, and each day once more when it is over.
public struct VisitDayStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Days are counted for so long after their end, should no tick have come by.
    static let lookBackDays = 7

    /// Marks the days of visits that changed, inside the caller's transaction.
    func mark(_ starts: Set<Instant>, in clinic: ID<Clinic>) throws {
        for start in starts.sorted() {
            _ = try db.run(VisitDaySQL.mark.rawValue, [.id(clinic), .instant(start)])
        }
    }

    /// Counts the days of up to `limit` changes, in a transaction of its own.
    ///
    /// - Returns: how many changes were taken in.
    public func countMarked(limit: Int, at now: Instant) throws -> Int {
        try db.transaction {
            let rows = try db.rows(VisitDaySQL.stale.rawValue, [.number(limit)])
            guard !rows.isEmpty else { return 0 }
            for day in try days(of: rows).sorted() { try count(day, at: now) }
            _ = try db.run(VisitDaySQL.forget.rawValue, [.ids(rows.map { $0.id("id") as ID<Appointment> })])
            return rows.count
        }
    }

    private func days(of changes: [Row]) throws -> Set<ClinicDay> {
        var days: Set<ClinicDay> = []
        for (clinic, rows) in Dictionary(grouping: changes, by: { $0.id("clinic_id") as ID<Clinic> }) {
            let zone = try TallyStore(db).zone(of: clinic)
            for row in rows {
                days.insert(ClinicDay(clinic, zone.civil(at: row.instant("starts_at")).date, zone))
            }
        }
        return days
    }

    /// Counts the days that are over and were last counted before their end, each in a transaction of its own: messages
    /// that left in between change no visit.
    ///
    /// - Returns: how many days were counted.
    public func countOver(at now: Instant) throws -> Int {
        let today = CivilDate(daysSince1970: Int(now.microseconds / 86_400_000_000))
        let rows = try db.rows(
            VisitDaySQL.recent.rawValue,
            [.date(today.adding(days: -Self.lookBackDays)), .date(today.adding(days: 1))])
        let over = rows.compactMap { row -> ClinicDay? in
            guard let zone = row.optionalZone("zone") else { return nil }
            let day = ClinicDay(row.id("clinic_id"), row.date("day"), zone)
            return day.end <= now && row.instant("counted_at") < day.end ? day : nil
        }
        for day in over.sorted() { try db.transaction { try count(day, at: now) } }
        return over.count
    }

    private func count(_ day: ClinicDay, at now: Instant) throws {
        let key: [Value] = [.id(day.clinic), .date(day.day)]
        let span: [Value] = [.id(day.clinic), .instant(day.start), .instant(day.end)]
        _ = try db.run(VisitDaySQL.lock.rawValue, key + [.instant(now)])
        guard let all = try db.row(VisitDaySQL.all.rawValue, span) else { return }
        let counts = ["visits", "confirmed", "kept", "missed"].map { Value.number(all.int($0)) }
        _ = try db.run(VisitDaySQL.write.rawValue, counts + key)
        _ = try db.run(VisitDaySQL.clear.rawValue, key)
        _ = try db.run(VisitDaySQL.told.rawValue, [.date(day.day), .instant(now)] + span)
    }
}

/// One local day of one clinic.
private struct ClinicDay: Hashable, Comparable {
    let clinic: ID<Clinic>
    let day: CivilDate
    let start: Instant
    let end: Instant

    init(_ clinic: ID<Clinic>, _ day: CivilDate, _ zone: Zone) {
        self.clinic = clinic
        self.day = day
        start = zone.instant(of: day.at(ClockTime(minutes: 0)))
        end = zone.instant(of: day.adding(days: 1).at(ClockTime(minutes: 0)))
    }

    /// The order of their locks.
    static func < (one: ClinicDay, other: ClinicDay) -> Bool { (one.clinic, one.day) < (other.clinic, other.day) }
}
