import Campaigns
import CivilTime
import MariaDB

enum EnrollmentListSQL: String, CaseIterable {
    /// One row per enrollment of a campaign, newest revision and then newest first, from a place on.
    case all = """
        SELECT STRAIGHT_JOIN e.id, e.patient_id, e.appointment_id, e.treatment_id, e.invoice_id, e.round, e.revision_id,
               r.number, e.status, e.end_reason, e.step_id, e.started_at, e.reached_at, e.due_at
        FROM enrollment e FORCE INDEX (clinic_id_5)
        JOIN revision r FORCE INDEX (PRIMARY)
            ON r.clinic_id = e.clinic_id AND r.campaign_id = e.campaign_id AND r.id = e.revision_id
        WHERE e.clinic_id = ? AND e.campaign_id = ? AND e.revision_id <= ? AND (e.revision_id < ? OR e.id < ?)
        ORDER BY e.revision_id DESC, e.id DESC LIMIT ?
        """
    /// The same of one status.
    case ofStatus = """
        SELECT STRAIGHT_JOIN e.id, e.patient_id, e.appointment_id, e.treatment_id, e.invoice_id, e.round, e.revision_id,
               r.number, e.status, e.end_reason, e.step_id, e.started_at, e.reached_at, e.due_at
        FROM enrollment e FORCE INDEX (enrollment_behind)
        JOIN revision r FORCE INDEX (PRIMARY)
            ON r.clinic_id = e.clinic_id AND r.campaign_id = e.campaign_id AND r.id = e.revision_id
        WHERE e.clinic_id = ? AND e.campaign_id = ? AND e.status = ? AND e.revision_id <= ?
            AND (e.revision_id < ? OR e.id < ?)
        ORDER BY e.revision_id DESC, e.id DESC LIMIT ?
        """
}

/// One patient's way as lists show it.
public struct ListedEnrollment: Sendable, Hashable {
    public let id: ID<Enrollment>
    public let patientID: ID<Patient>
    public let anchor: Anchor
    public let round: Int
    /// The number of the revision that it runs.
    public let revision: Int
    public let status: EnrollmentStatus
    public let endReason: Reason?
    /// The wait or condition that it stands at.
    public let stepID: ID<Step>?
    public let startedAt: Instant
    /// Logical time.
    public let reachedAt: Instant
    /// When a tick looks at it again.
    public let dueAt: Instant?
    fileprivate let revisionID: ID<Revision>

    fileprivate init(_ row: Row) {
        id = row.id("id")
        patientID = row.id("patient_id")
        anchor = AnchorRow.decode(row)
        round = row.int("round")
        revision = row.int("number")
        status = row.choice("status")
        endReason = row.optionalChoice("end_reason")
        stepID = row.optionalID("step_id")
        startedAt = row.instant("started_at")
        reachedAt = row.instant("reached_at")
        dueAt = row.optionalInstant("due_at")
        revisionID = row.id("revision_id")
    }
}

/// The place after one enrollment in a list.
public struct EnrollmentCursor: Sendable, Hashable {
    fileprivate let revision: ID<Revision>
    fileprivate let id: ID<Enrollment>

    fileprivate static let start = EnrollmentCursor(revision: ID(.max), id: ID(.max))

    fileprivate init(revision: ID<Revision>, id: ID<Enrollment>) {
        self.revision = revision
        self.id = id
    }

    /// What `text` wrote; nil for anything else.
    public init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let revision = ID<Revision>(text: String(parts[0])),
            let id = ID<Enrollment>(text: String(parts[1]))
        else { return nil }
        self.revision = revision
        self.id = id
    }

    /// For addresses: digits and one hyphen.
    public var text: String { "\(revision)-\(id)" }
}

/// A campaign's enrollments in pages.
public struct EnrollmentList {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public static let pageSize = 50

    public struct Page: Sendable, Hashable {
        public let enrollments: [ListedEnrollment]
        /// Where the next page begins; nil on the last one.
        public let next: EnrollmentCursor?
    }

    /// Newest revision first, and newest first within each.
    public func page(
        of campaign: ID<Campaign>, in clinic: ID<Clinic>, status: EnrollmentStatus? = nil,
        after: EnrollmentCursor? = nil
    ) throws -> Page {
        let cursor = after ?? .start
        let statement: EnrollmentListSQL = status == nil ? .all : .ofStatus
        let filter: [Value] = status.map { [.choice($0)] } ?? []
        let place: [Value] = [.id(cursor.revision), .id(cursor.revision), .id(cursor.id)]
        // One more than is shown tells whether a next page exists.
        let rows = try db.rows(
            statement.rawValue,
            [.id(clinic), .id(campaign)] + filter + place + [.number(Self.pageSize + 1)]
        ).map(ListedEnrollment.init)
        let shown = Array(rows.prefix(Self.pageSize))
        let next = rows.count > Self.pageSize ? shown.last : nil
        return Page(
            enrollments: shown, next: next.map { EnrollmentCursor(revision: $0.revisionID, id: $0.id) })
    }
}
