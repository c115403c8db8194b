import Campaigns
import CivilTime
import MariaDB

enum SendHistorySQL: String, CaseIterable {
    /// One row: the send with its names and, from when it started to leave, its text.
    case send = """
        SELECT s.id, s.clinic_id, s.campaign_id, s.revision_id, s.step_id, s.patient_id, p.first_name AS patient_first,
               p.last_name AS patient_last, s.contact_id, c.first_name AS contact_first, c.last_name AS contact_last,
               s.channel, s.phase, s.failure, s.reason, s.planned_at, s.next_at, s.sent_at, s.delivered_at,
               s.opened_at, s.clicked_at, m.id IS NOT NULL AS has_message, m.subject, m.body, m.sms_parts, cp.kind, cp.address,
               s.due_at, s.held_seconds, s.created_at, s.updated_at, s.parked_at, s.arm, s.enrollment_id,
               s.contact_point_id, s.retry_number, IF(s.schedule_version > 1 AND s.created_at < e.reopened_at
                   AND s.schedule_version = IF(s.is_opening, e.opening_version, e.schedule_version),
                   e.reopened_at, NULL) AS replanned_at
        FROM send s
        JOIN enrollment e ON e.clinic_id = s.clinic_id AND e.id = s.enrollment_id
        JOIN patient p ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        LEFT JOIN contact c ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        LEFT JOIN contact_point cp ON cp.clinic_id = s.clinic_id AND cp.id = s.contact_point_id
        LEFT JOIN message m ON m.id = s.id
        WHERE s.clinic_id = ? AND s.id = ?
        """
    /// One row per other send of the same step to the same address on the same way: what it replaced, what replaced it,
    /// and what staff sent once more.
    case relatives = """
        SELECT id, retry_number, phase, reason, planned_at FROM send FORCE INDEX (clinic_id)
        WHERE clinic_id = ? AND enrollment_id = ? AND step_id = ? AND channel = ? AND contact_point_id <=> ? AND id <> ?
        ORDER BY id LIMIT ?
        """
    /// One row per time it was on the wire, oldest first.
    case attempts = """
        SELECT wired_at, ended_at, outcome, code, detail, reference FROM send_attempt WHERE clinic_id = ? AND send_id = ?
        ORDER BY wired_at, token
        """
    /// One row per opening and click, oldest first.
    case hits = """
        SELECT t.kind, t.happened_at, t.is_machine, l.url
        FROM tracking_event t LEFT JOIN tracked_link l ON l.clinic_id = t.clinic_id AND l.id = t.link_id
        WHERE t.clinic_id = ? AND t.send_id = ? ORDER BY t.happened_at, t.id LIMIT ?
        """
    /// One row per thing that its provider told of it, oldest first.
    case receipts = """
        SELECT kind, code, occurred_at FROM receipt FORCE INDEX (receipt_send)
        WHERE clinic_id = ? AND send_id = ? ORDER BY occurred_at, id LIMIT ?
        """
}

/// All that happened to one send.
public struct SendHistory: Sendable {
    /// The message as it was last sent.
    public struct Text: Sendable, Hashable {
        /// Empty where the channel has no subject.
        public let subject: String
        public let body: String
        /// nil for what is no SMS.
        public let smsParts: Int?
    }

    /// One time on the wire.
    public struct Attempt: Sendable, Hashable {
        public let wiredAt: Instant
        public let endedAt: Instant?
        /// nil while no answer is there.
        public let outcome: CourierAnswer.Outcome?
        /// The provider's response code.
        public let code: Int?
        /// The enhanced status, or the provider's own number of an error.
        public let detail: String?
        /// The provider's own id of the message.
        public let reference: String?
    }

    /// What its provider said became of it.
    public struct Told: Sendable, Hashable {
        public let kind: Receipt.Kind
        /// The provider's own code.
        public let code: String?
        public let at: Instant
    }

    /// One opening or click.
    public struct TrackedHit: Sendable, Hashable {
        public let kind: Hit.Kind
        public let at: Instant
        /// A scanner's, which does not count.
        public let isMachine: Bool
        /// Where a click led.
        public let url: String?
    }

    /// Another send of the same step to the same address.
    public struct Relative: Sendable, Hashable {
        public let id: ID<Send>
        public let phase: SendPhase
        public let reason: Reason?
        public let plannedAt: Instant
        /// Rises where staff sent a failed message once more.
        public let retry: Int
    }

    public let send: ListedSend
    /// How often staff sent it once more before.
    public let retry: Int
    /// When its row changed last: an ended one's end.
    public let changedAt: Instant
    /// Since when it waits without a time; nil when it does not.
    public let parkedAt: Instant?
    /// When its visit or date moved, and its time with it; nil for one that keeps its first time.
    public let replannedAt: Instant?
    /// Oldest first.
    public let relatives: [Relative]
    /// Where it goes; nil when it found nobody.
    public let address: String?
    /// Lateness counts from here.
    public let dueAt: Instant
    /// By cap, provider or clinic.
    public let heldSeconds: Int
    public let createdAt: Instant
    /// In its step's test of messages; nil outside of one.
    public let arm: Arm?
    /// nil until it started to leave.
    public let text: Text?
    /// Oldest first.
    public let attempts: [Attempt]
    /// Oldest first, at most `hitLimit`.
    public let receipts: [Told]
    /// Oldest first, at most `hitLimit`.
    public let hits: [TrackedHit]

    static let hitLimit = 100
    static let relativeLimit = 20
}

/// Looks up what happened to single sends.
public struct SendHistoryStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// nil when the clinic has none of this id.
    public func history(of id: ID<Send>, in clinic: ID<Clinic>) throws -> SendHistory? {
        let key: [Value] = [.id(clinic), .id(id)]
        guard let row = try db.row(SendHistorySQL.send.rawValue, key) else { return nil }
        let names = StepNames(RevisionStore(db))
        let send = ListedSend.decode(row, step: try names.name(of: row))
        let step: [Value] = [
            .id(clinic), .id(row.id("enrollment_id") as ID<Enrollment>), .id(send.stepID), .choice(send.channel),
            .id(row.optionalID("contact_point_id") as ID<ContactPoint>?), .id(id), .number(SendHistory.relativeLimit),
        ]
        return SendHistory(
            send: send, retry: row.int("retry_number"), changedAt: row.instant("updated_at"),
            parkedAt: row.optionalInstant("parked_at"), replannedAt: row.optionalInstant("replanned_at"),
            relatives: try db.rows(SendHistorySQL.relatives.rawValue, step).map(Self.relative),
            address: Self.shown(row), dueAt: row.instant("due_at"),
            heldSeconds: row.int("held_seconds"), createdAt: row.instant("created_at"), arm: row.optionalChoice("arm"),
            text: send.hasMessage ? Self.text(row) : nil,
            attempts: try db.rows(SendHistorySQL.attempts.rawValue, key).map(Self.attempt),
            receipts: try db.rows(SendHistorySQL.receipts.rawValue, key + [.number(SendHistory.hitLimit)])
                .map(Self.told),
            hits: try db.rows(SendHistorySQL.hits.rawValue, key + [.number(SendHistory.hitLimit)]).map(Self.hit))
    }

    private static func shown(_ row: Row) -> String? {
        let kind: ContactPoint.Kind? = row.optionalChoice("kind")
        return kind.map { $0.shown(row.text("address")) }
    }

    private static func relative(_ row: Row) -> SendHistory.Relative {
        SendHistory.Relative(
            id: row.id("id"), phase: row.choice("phase"), reason: row.optionalChoice("reason"),
            plannedAt: row.instant("planned_at"), retry: row.int("retry_number"))
    }

    private static func text(_ row: Row) -> SendHistory.Text {
        SendHistory.Text(subject: row.text("subject"), body: row.text("body"), smsParts: row.optionalInt("sms_parts"))
    }

    private static func attempt(_ row: Row) -> SendHistory.Attempt {
        SendHistory.Attempt(
            wiredAt: row.instant("wired_at"), endedAt: row.optionalInstant("ended_at"),
            outcome: row.optionalChoice("outcome"), code: row.optionalInt("code"), detail: row.optionalText("detail"),
            reference: row.optionalText("reference"))
    }

    private static func told(_ row: Row) -> SendHistory.Told {
        SendHistory.Told(kind: row.choice("kind"), code: row.optionalText("code"), at: row.instant("occurred_at"))
    }

    private static func hit(_ row: Row) -> SendHistory.TrackedHit {
        SendHistory.TrackedHit(
            kind: row.choice("kind"), at: row.instant("happened_at"), isMachine: row.bool("is_machine"),
            url: row.optionalText("url"))
    }
}
