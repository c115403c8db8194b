import Campaigns
import CivilTime
import MariaDB

enum StepPastSQL: String, CaseIterable {
    /// One row: of the newest messages of a campaign, who got a step's, who of them then did what a goal counts, how many
    /// people the campaign wrote to at all, and since when. A campaign of any size costs no more than these.
    case newest = """
        SELECT COUNT(*) AS looked, MIN(s.planned_at) AS since, COUNT(DISTINCT s.patient_id) AS people,
               COUNT(DISTINCT IF(s.step_id = ?, s.patient_id, NULL)) AS reached,
               COUNT(DISTINCT IF(s.step_id = ? AND IF(? = 'clicks', s.clicked_at IS NOT NULL, EXISTS (
                   SELECT 1 FROM event v FORCE INDEX (event_of_patient)
                   WHERE v.clinic_id = s.clinic_id AND v.type = ? AND v.patient_id = s.patient_id
                       AND v.occurred_at >= s.sent_at AND v.occurred_at < s.sent_at + INTERVAL 30 DAY
                       AND (? <> 'confirmations' OR e.appointment_id IS NULL OR v.appointment_id = e.appointment_id)
               )), s.patient_id, NULL)) AS succeeded
        FROM (SELECT clinic_id, patient_id, enrollment_id, step_id, planned_at, sent_at, clicked_at
              FROM send FORCE INDEX (send_campaign)
              WHERE clinic_id = ? AND campaign_id = ? AND planned_at >= ? AND planned_at < ?
                  AND phase IN ('SENT', 'DELIVERED')
              ORDER BY planned_at DESC LIMIT ?) s
        JOIN enrollment e ON e.id = s.enrollment_id
        """
    /// One row: how many patients an event came to in a time.
    case events = """
        SELECT COUNT(DISTINCT patient_id) AS people
        FROM (SELECT patient_id FROM event FORCE INDEX (event_recent)
              WHERE clinic_id = ? AND type = ? AND received_at >= ? AND received_at < ? LIMIT ?) v
        """
}

/// What came to a step of a campaign so far, and what would: the numbers a test is planned by.
public struct StepPast {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// How far back is looked, and over how many rows at most.
    static let days = 90
    static let rows = 4_000
    static let daysOfMonth = 30

    public struct Count: Sendable, Hashable {
        /// People who got the step's message.
        public let reached: Int
        /// Who of them did what the goal counts in the thirty days after it.
        public let succeeded: Int
        /// People a month who get the step's message.
        public let reachedPerMonth: Int
        /// People a month to whom the campaign writes at all.
        public let peoplePerMonth: Int
    }

    /// Of the last ninety days; nil before anything was sent in them.
    public func count(
        _ step: ID<Step>, of campaign: ID<Campaign>, goal: Experiment.Goal, in clinic: ID<Clinic>, at now: Instant
    ) throws -> Count? {
        let since = now.adding(minutes: -Self.days * 24 * 60)
        let row = try db.row(
            StepPastSQL.newest.rawValue,
            [
                .id(step), .id(step), .choice(goal), .text(goal.event?.rawValue ?? ""), .choice(goal), .id(clinic),
                .id(campaign), .instant(since), .instant(now), .number(Self.rows),
            ])
        let looked: Int = row?.int("looked") ?? 0
        guard let row, looked > 0, let first = row.optionalInstant("since") else { return nil }
        // Where all of them were looked at they tell of the whole time, else of that since the first.
        let isWhole = looked < Self.rows
        let minutes = isWhole ? Self.days * 24 * 60 : max(60, Int(now.seconds - first.seconds) / 60)
        func perMonth(_ people: Int) -> Int { people * Self.daysOfMonth * 24 * 60 / minutes }
        return Count(
            reached: row.int("reached"), succeeded: row.int("succeeded"), reachedPerMonth: perMonth(row.int("reached")),
            peoplePerMonth: perMonth(row.int("people")))
    }

    /// To how many patients an event came in the last thirty days.
    public func patientsPerMonth(of event: EventType, in clinic: ID<Clinic>, at now: Instant) throws -> Int {
        let since = now.adding(minutes: -Self.daysOfMonth * 24 * 60)
        let row = try db.row(
            StepPastSQL.events.rawValue,
            [.id(clinic), .text(event.rawValue), .instant(since), .instant(now), .number(10 * Self.rows)])
        return row?.int("people") ?? 0
    }
}
