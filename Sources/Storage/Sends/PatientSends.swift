import Campaigns
import CivilTime
import MariaDB

enum PatientSendsSQL: String, CaseIterable {
    /// One row per send of a patient that is planned after a place, nearest first.
    case later = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id, s.revision_id, s.step_id, s.patient_id,
               p.first_name AS patient_first, p.last_name AS patient_last, s.contact_id,
               c.first_name AS contact_first, c.last_name AS contact_last, s.channel, s.phase, s.failure, s.reason,
               s.planned_at, s.next_at, s.sent_at, s.delivered_at, s.opened_at, s.clicked_at,
               FALSE AS has_message, k.name AS campaign
        FROM send s FORCE INDEX (send_patient)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        JOIN campaign k FORCE INDEX (PRIMARY) ON k.clinic_id = s.clinic_id AND k.id = s.campaign_id
        LEFT JOIN contact c ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        WHERE s.clinic_id = ? AND s.patient_id = ? AND s.planned_at >= ? AND (s.planned_at > ? OR s.id > ?)
        ORDER BY s.planned_at, s.id LIMIT ?
        """
    /// One row per send of a patient that was planned before a place, nearest first.
    case earlier = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id, s.revision_id, s.step_id, s.patient_id,
               p.first_name AS patient_first, p.last_name AS patient_last, s.contact_id,
               c.first_name AS contact_first, c.last_name AS contact_last, s.channel, s.phase, s.failure, s.reason,
               s.planned_at, s.next_at, s.sent_at, s.delivered_at, s.opened_at, s.clicked_at,
               FALSE AS has_message, k.name AS campaign
        FROM send s FORCE INDEX (send_patient)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        JOIN campaign k FORCE INDEX (PRIMARY) ON k.clinic_id = s.clinic_id AND k.id = s.campaign_id
        LEFT JOIN contact c ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        WHERE s.clinic_id = ? AND s.patient_id = ? AND s.planned_at <= ? AND (s.planned_at < ? OR s.id < ?)
        ORDER BY s.planned_at DESC, s.id DESC LIMIT ?
        """
}

/// Every message about one patient, whatever campaign plans it, as one line in time.
public struct PatientSends {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// One stretch of the line, with what each message's campaign is called.
    public struct Line: Sendable, Hashable {
        public let stretch: SendStretch
        public let campaigns: [ID<Campaign>: String]
    }

    public func line(of patient: ID<Patient>, in clinic: ID<Clinic>, at place: SendStretch.Place) throws -> Line {
        var campaigns: [ID<Campaign>: String] = [:]
        func run(_ statement: PatientSendsSQL, _ cursor: SendCursor, _ limit: Int) throws -> SendRun {
            let rows = try db.rows(
                statement.rawValue,
                [.id(clinic), .id(patient)] + SendList.values(cursor) + [.number(limit + 1)])
            for row in rows { campaigns[row.id("campaign_id")] = row.text("campaign") }
            return SendRun(limit: limit, try SendList.decode(rows, revisions, in: clinic))
        }
        let stretch = try SendStretch(
            place, later: { try run(.later, $0, $1) }, earlier: { try run(.earlier, $0, $1) })
        return Line(stretch: stretch, campaigns: campaigns)
    }
}
