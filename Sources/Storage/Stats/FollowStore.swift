import Campaigns
import CivilTime
import MariaDB

enum FollowSQL: String, CaseIterable {
    /// One row per event of a list and campaign of whose messages it is the fruit: a visit booked after an invitation, an
    /// answer after a survey's.
    case campaigns = """
        SELECT STRAIGHT_JOIN e.id, e.clinic_id, s.campaign_id, e.type, e.occurred_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN event e ON e.id = ids.id
        JOIN send s FORCE INDEX (send_patient) ON s.clinic_id = e.clinic_id AND s.patient_id = e.patient_id
            AND s.planned_at BETWEEN e.occurred_at - INTERVAL ? DAY AND e.occurred_at
        JOIN campaign c ON c.clinic_id = s.clinic_id AND c.id = s.campaign_id
        WHERE s.phase IN ('SENT', 'DELIVERED')
            AND s.sent_at BETWEEN e.occurred_at - INTERVAL ? DAY AND e.occurred_at
            AND ((e.type = 'APPOINTMENT_BOOKED' AND c.is_marketing) OR (e.type = 'SURVEY_ANSWERED' AND c.type = 'SURVEY'))
        GROUP BY e.id, s.campaign_id
        """
}

/// What people do after a message.
public struct FollowStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A message may leave so long after its time: held, and in its window at last.
    private static let mostDaysLate = 30

    /// Notes of which campaigns' messages new events are the fruit, in the transaction that finishes the events.
    public func note(_ events: [Event]) throws {
        let fruits = events.filter { $0.type == .appointmentBooked || $0.type == .surveyAnswered }
        guard !fruits.isEmpty else { return }
        let rows = try db.rows(
            FollowSQL.campaigns.rawValue,
            [.ids(fruits.map(\.id)), .number(Tally.followDays + Self.mostDaysLate), .number(Tally.followDays)])
        try TallyStore(db).note(
            rows.map { row in
                let isBooking = row.text("type") == EventType.appointmentBooked.rawValue
                return Tally.Delta(
                    clinic: row.id("clinic_id"), campaign: row.id("campaign_id"), step: nil,
                    measure: isBooking ? .booked : .answered, at: row.instant("occurred_at"))
            })
    }
}
