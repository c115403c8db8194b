import Campaigns
import CivilTime
import MariaDB

enum ClinicRulesSQL: String, CaseIterable {
    case setLimits = """
        UPDATE clinic SET care_from = ?, care_to = ?, cap_messages = ?, cap_days = ?, active_limit = ?,
            age_of_majority = ?, recall_months = ?, late_minutes_reminder = ?, late_minutes_other = ?, sms_part_limit = ?
        WHERE id = ?
        """
    /// What waits is planned anew by the next ticks.
    case setCalendar = "UPDATE clinic SET zone = ?, morning_time = ?, replan_after = 0 WHERE id = ?"
    case clearHours = "DELETE FROM clinic_hours WHERE clinic_id = ?"
    /// One row per closed day, the earliest first.
    case closedDays = "SELECT day, name FROM closed_day WHERE clinic_id = ? ORDER BY day"
    case addClosedDay = """
        INSERT INTO closed_day (clinic_id, day, name) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)
        """
    case removeClosedDay = "DELETE FROM closed_day WHERE clinic_id = ? AND day = ?"
    case replan = "UPDATE clinic SET replan_after = 0 WHERE id = ?"
    /// One row: how many ways through campaigns go on, and how many of their messages wait.
    case waiting = """
        SELECT
            (SELECT COUNT(*) FROM campaign c STRAIGHT_JOIN enrollment e FORCE INDEX (enrollment_behind)
                ON e.clinic_id = c.clinic_id AND e.campaign_id = c.id AND e.status = 'running'
             WHERE c.clinic_id = ? AND c.status IN ('ACTIVE', 'PAUSED')) AS enrollments,
            (SELECT COUNT(*) FROM send FORCE INDEX (send_waiting)
             WHERE clinic_id = ? AND awaits_at IS NOT NULL) AS sends
        """
    /// One row: how many messages wait for a time between two.
    case waitingBetween = """
        SELECT COUNT(*) AS sends FROM send FORCE INDEX (send_waiting)
        WHERE clinic_id = ? AND awaits_at >= ? AND awaits_at < ?
        """
}

/// Changes what holds for a whole clinic; each change is kept with who made it.
public struct ClinicRules {
    let db: Database
    let clinic: ID<Clinic>

    public init(_ db: Database, of clinic: ID<Clinic>) {
        self.db = db
        self.clinic = clinic
    }

    public enum Outcome: Sendable, Hashable {
        case saved
        /// Nothing differs from what was there.
        case same
        /// Somebody changed it since it was read.
        case stale
    }

    /// What a change of the clinic's times touches.
    public struct Waiting: Sendable, Hashable {
        /// Patients on their way through a campaign; one with two visits counts twice.
        public let enrollments: Int
        public let sends: Int
    }

    public func waiting() throws -> Waiting {
        let row = try db.row(ClinicRulesSQL.waiting.rawValue, [.id(clinic), .id(clinic)])
        return Waiting(enrollments: row?.int("enrollments") ?? 0, sends: row?.int("sends") ?? 0)
    }

    /// - Parameter was: the text of what the change was made from.
    public func set(_ limits: ClinicLimits, was: String, by author: Author, at now: Instant) throws -> Outcome {
        try change(was: was, to: limits.text, now: { ClinicLimits($0).text }, by: author, at: now) {
            _ = try db.run(
                ClinicRulesSQL.setLimits.rawValue,
                [
                    .text(limits.careHours.from.text), .text(limits.careHours.to.text), .number(limits.cap.messages),
                    .number(limits.cap.days), .number(limits.activeLimit), .number(limits.ageOfMajority),
                    .number(limits.recallMonths), .number(limits.lateness.reminderMinutes),
                    .number(limits.lateness.otherMinutes), .number(limits.smsParts), .id(clinic),
                ])
        }
    }

    /// What waits is planned anew by the next ticks (rules.md 2.5).
    ///
    /// - Parameter was: the text of what the change was made from.
    public func set(_ times: ClinicTimes, was: String, by author: Author, at now: Instant) throws -> Outcome {
        try change(was: was, to: times.text, now: { ClinicTimes($0).text }, by: author, at: now) {
            _ = try db.run(
                ClinicRulesSQL.setCalendar.rawValue, [.text(times.zone.name), .text(times.morning.text), .id(clinic)])
            _ = try db.run(ClinicRulesSQL.clearHours.rawValue, [.id(clinic)])
            for (weekday, hours) in times.hours.enumerated() {
                guard let hours else { continue }
                _ = try db.run(
                    ClinicSQL.insertHours.rawValue,
                    [.id(clinic), .number(weekday), .text(hours.from.text), .text(hours.to.text)])
            }
        }
    }

    private func change(
        was: String, to text: String, now current: (Clinic) -> String, by author: Author, at now: Instant,
        _ write: () throws -> Void
    ) throws -> Outcome {
        try db.transaction {
            try ClinicStore(db).lock(clinic)
            guard let standing = try ClinicStore(db).clinic(clinic).map(current) else { return .stale }
            if standing == text { return .same }
            guard standing == was else { return .stale }
            try write()
            let data = JSON.object(["was": .string(standing), "is": .string(text)])
            try AuditStore(db).note(Deed(.change, .clinic, clinic, data: data), by: author, in: clinic, at: now)
            return .saved
        }
    }

    // Closed days

    /// How many messages wait for a time on these days, of the clinic's own; all of them may be planned anew.
    public func waiting(from first: CivilDate, to last: CivilDate, zone: Zone) throws -> Int {
        func start(_ day: CivilDate) -> Value { .instant(zone.instant(of: day.at(ClockTime(minutes: 0)))) }
        return try db.row(
            ClinicRulesSQL.waitingBetween.rawValue, [.id(clinic), start(first), start(last.adding(days: 1))]
        )?.int("sends") ?? 0
    }

    /// The earliest first.
    public func closedDays() throws -> [NewClinic.ClosedDay] {
        try db.rows(ClinicRulesSQL.closedDays.rawValue, [.id(clinic)]).map {
            NewClinic.ClosedDay($0.date("day"), $0.text("name"))
        }
    }

    /// Closes the clinic on some days in a row, or names them anew; what waits is planned by it.
    public func close(_ days: [CivilDate], name: String, by author: Author, at now: Instant) throws {
        try db.transaction {
            try ClinicStore(db).lock(clinic)
            for day in days {
                _ = try db.run(
                    ClinicRulesSQL.addClosedDay.rawValue, [.id(clinic), .date(day), .text(name)])
            }
            try noteDays(days, "closed", by: author, at: now)
        }
    }

    /// - Returns: false when it was open on that day before.
    public func open(_ day: CivilDate, by author: Author, at now: Instant) throws -> Bool {
        try db.transaction {
            try ClinicStore(db).lock(clinic)
            guard try db.run(ClinicRulesSQL.removeClosedDay.rawValue, [.id(clinic), .date(day)]).rows == 1 else {
                return false
            }
            try noteDays([day], "open", by: author, at: now)
            return true
        }
    }

    private func noteDays(_ days: [CivilDate], _ state: String, by author: Author, at now: Instant) throws {
        _ = try db.run(ClinicRulesSQL.replan.rawValue, [.id(clinic)])
        let data = JSON.object([state: .array(days.map { .string($0.text) })])
        try AuditStore(db).note(Deed(.change, .clinic, clinic, data: data), by: author, in: clinic, at: now)
    }
}
