import Campaigns
import CivilTime
import MariaDB

enum ClinicSQL: String, CaseIterable {
    /// One row: the clinic.
    case clinic = """
        SELECT id, name, zone, region, language, postal_address, phone, morning_time, care_from, care_to,
               cap_messages, cap_days, active_limit, age_of_majority, recall_months, late_minutes_reminder,
               late_minutes_other, sms_part_limit, held_at
        FROM clinic WHERE id = ?
        """
    /// One row per open weekday.
    case hours = "SELECT weekday, opens, closes FROM clinic_hours WHERE clinic_id = ?"
    /// One row per closed day.
    case closedDays = "SELECT day FROM closed_day WHERE clinic_id = ?"
    /// One row, locked against a change until the transaction ends.
    case share = "SELECT held_at FROM clinic WHERE id = ? LOCK IN SHARE MODE"
    /// One row, locked for this transaction.
    case lock = "SELECT id FROM clinic WHERE id = ? FOR UPDATE"
    case insert = """
        INSERT INTO clinic (name, zone, region, language, postal_address, phone, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    case insertHours = "INSERT INTO clinic_hours (clinic_id, weekday, opens, closes) VALUES (?, ?, ?, ?)"
    case insertClosedDay = "INSERT INTO closed_day (clinic_id, day, name) VALUES (?, ?, ?)"
    /// One row per clinic.
    case all = "SELECT id FROM clinic ORDER BY id"
    /// One row per clinic of the name.
    case named = "SELECT id FROM clinic WHERE name = ? ORDER BY id"
}

/// The clinics and their calendars.
public struct ClinicStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// nil when there is none of this id.
    public func clinic(_ id: ID<Clinic>) throws -> Clinic? {
        guard let row = try db.row(ClinicSQL.clinic.rawValue, [.id(id)]) else { return nil }
        let hours = try db.rows(ClinicSQL.hours.rawValue, [.id(id)])
        let closed = try db.rows(ClinicSQL.closedDays.rawValue, [.id(id)])
        return Self.decode(row, hours: hours, closed: closed)
    }

    public func ids() throws -> [ID<Clinic>] { try db.rows(ClinicSQL.all.rawValue).map { $0.id("id") } }

    /// Locks the clinic's row until the transaction ends: the first lock of every order (delivery.md 3).
    public func lock(_ id: ID<Clinic>) throws { _ = try db.row(ClinicSQL.lock.rawValue, [.id(id)]) }

    /// Whether the clinic holds everything back; the answer stands until the transaction ends.
    public func isHeldUnderShare(_ id: ID<Clinic>) throws -> Bool {
        try db.row(ClinicSQL.share.rawValue, [.id(id)])?.optionalInstant("held_at") != nil
    }

    private static func decode(_ row: Row, hours: [Row], closed: [Row]) -> Clinic {
        guard let zone = row.optionalZone("zone") else { preconditionFailure("a clinic's zone is not in tzdata") }
        var week = [OpeningHours?](repeating: nil, count: 7)
        for day in hours { week[day.int("weekday")] = OpeningHours(from: day.clock("opens"), to: day.clock("closes")) }
        let calendar = ClinicCalendar(
            zone: zone, morning: row.clock("morning_time"), hours: week, closed: Set(closed.map { $0.date("day") }))
        guard let careHours = OpeningHours(from: row.clock("care_from"), to: row.clock("care_to")) else {
            preconditionFailure("a clinic's care hours are empty")
        }
        return Clinic(
            id: row.id("id"), name: row.text("name"), region: row.text("region"), language: row.text("language"),
            postalAddress: row.text("postal_address"), phone: row.text("phone"), calendar: calendar,
            careHours: careHours, cap: FrequencyCap(messages: row.int("cap_messages"), days: row.int("cap_days")),
            activeLimit: row.int("active_limit"), ageOfMajority: row.int("age_of_majority"),
            lateness: LatenessLimits(
                reminderMinutes: row.int("late_minutes_reminder"), otherMinutes: row.int("late_minutes_other")),
            smsPartLimit: row.int("sms_part_limit"), isHeld: row.optionalInstant("held_at") != nil,
            recallMonths: row.int("recall_months"))
    }
}
