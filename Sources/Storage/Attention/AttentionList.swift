import Campaigns
import CivilTime
import MariaDB

enum AttentionListSQL: String, CaseIterable {
    /// One row per failed message that waits for a person, the last first, from a place on.
    case all = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id, s.revision_id, s.step_id, s.patient_id,
               p.first_name AS patient_first, p.last_name AS patient_last, s.contact_id,
               c.first_name AS contact_first, c.last_name AS contact_last, s.channel, s.phase, s.failure, s.reason,
               s.planned_at, s.next_at, s.sent_at, s.delivered_at, s.opened_at, s.clicked_at, FALSE AS has_message,
               t.kind, t.failed_at, s.contact_point_id, k.name AS campaign_name,
               (SELECT CONCAT_WS(' ', NULLIF(a.code, 0), a.detail) FROM send_attempt a
                WHERE a.send_id = s.id AND a.outcome IS NOT NULL ORDER BY a.wired_at DESC LIMIT 1) AS answer
        FROM attention t FORCE INDEX (attention_open)
        JOIN send s ON s.id = t.send_id AND s.phase = 'FAILED'
        JOIN campaign k FORCE INDEX (PRIMARY) ON k.clinic_id = t.clinic_id AND k.id = t.campaign_id
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        LEFT JOIN contact c FORCE INDEX (PRIMARY) ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        WHERE t.clinic_id = ? AND t.closed_at IS NULL
            AND t.failed_at <= ? AND (t.failed_at < ? OR t.send_id < ?)
        ORDER BY t.failed_at DESC, t.send_id DESC LIMIT ?
        """
    /// The same of one kind.
    case ofKind = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id, s.revision_id, s.step_id, s.patient_id,
               p.first_name AS patient_first, p.last_name AS patient_last, s.contact_id,
               c.first_name AS contact_first, c.last_name AS contact_last, s.channel, s.phase, s.failure, s.reason,
               s.planned_at, s.next_at, s.sent_at, s.delivered_at, s.opened_at, s.clicked_at, FALSE AS has_message,
               t.kind, t.failed_at, s.contact_point_id, k.name AS campaign_name,
               (SELECT CONCAT_WS(' ', NULLIF(a.code, 0), a.detail) FROM send_attempt a
                WHERE a.send_id = s.id AND a.outcome IS NOT NULL ORDER BY a.wired_at DESC LIMIT 1) AS answer
        FROM attention t FORCE INDEX (attention_kind)
        JOIN send s ON s.id = t.send_id AND s.phase = 'FAILED'
        JOIN campaign k FORCE INDEX (PRIMARY) ON k.clinic_id = t.clinic_id AND k.id = t.campaign_id
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        LEFT JOIN contact c FORCE INDEX (PRIMARY) ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        WHERE t.clinic_id = ? AND t.closed_at IS NULL AND t.kind = ?
            AND t.failed_at <= ? AND (t.failed_at < ? OR t.send_id < ?)
        ORDER BY t.failed_at DESC, t.send_id DESC LIMIT ?
        """
    /// One row per kind: how many of the latest wait.
    case kinds = """
        SELECT t.kind, COUNT(*) AS failed
        FROM (
            SELECT kind FROM attention FORCE INDEX (attention_open) WHERE clinic_id = ? AND closed_at IS NULL
            ORDER BY failed_at DESC, send_id DESC LIMIT ?
        ) t
        GROUP BY t.kind ORDER BY NULL
        """
    /// One row per campaign: how many of the latest wait, and how many of them may have left.
    case campaigns = """
        SELECT STRAIGHT_JOIN f.campaign_id, c.name, f.failed, f.ambiguous
        FROM (
            SELECT t.campaign_id, COUNT(*) AS failed, SUM(t.kind = 'ambiguous') AS ambiguous
            FROM (
                SELECT campaign_id, kind FROM attention FORCE INDEX (attention_open)
                WHERE clinic_id = ? AND closed_at IS NULL AND failed_at >= ?
                ORDER BY failed_at DESC, send_id DESC LIMIT ?
            ) t
            GROUP BY t.campaign_id ORDER BY NULL
        ) f
        JOIN campaign c FORCE INDEX (PRIMARY) ON c.clinic_id = ? AND c.id = f.campaign_id
        """
}

/// A failed message that waits for a person.
public struct FailedSend: Sendable, Hashable {
    public let send: ListedSend
    public let kind: AttentionKind
    public let failedAt: Instant
    public let campaignName: String
    /// nil for one that found nobody.
    public let point: ID<ContactPoint>?
    /// What the provider answered last: its code, and the number or status that names the error; may be empty.
    public let answer: String

    static func decode(_ row: Row, _ send: ListedSend) -> FailedSend {
        FailedSend(
            send: send, kind: row.choice("kind"), failedAt: row.instant("failed_at"),
            campaignName: row.text("campaign_name"), point: row.optionalID("contact_point_id"),
            answer: row.optionalText("answer") ?? "")
    }
}

/// The failed messages of a clinic in pages, the last first.
public struct AttentionList {
    let db: Database
    let clinic: ID<Clinic>

    public init(_ db: Database, in clinic: ID<Clinic>) {
        self.db = db
        self.clinic = clinic
    }

    public static let pageSize = 50
    /// Of more than these the counts say "more than": a page costs the same however many failed.
    public static let mostCounted = 2_000

    public struct Stretch: Sendable {
        public let sends: [FailedSend]
        /// Where the next page begins; nil on the last one.
        public let next: Cursor?
    }

    /// The place after one failed message, the last first.
    public struct Cursor: Sendable, Hashable {
        let at: Instant
        let id: ID<Send>

        static let start = Cursor(at: SendCursor.start.plannedAt, id: ID(.max))

        /// What `text` wrote; nil for anything else.
        public init?(text: String) {
            // The same shape: a time and a send.
            guard let place = SendCursor(text: text) else { return nil }
            self.init(at: place.plannedAt, id: place.id)
        }

        init(at: Instant, id: ID<Send>) { (self.at, self.id) = (at, id) }

        public var text: String { "\(at.microseconds)-\(id)" }
    }

    /// - Parameters:
    ///   - kind: nil for all.
    ///   - after: where the page before ended; nil for the first.
    public func page(of kind: AttentionKind?, after: Cursor? = nil) throws -> Stretch {
        let place = after ?? .start
        let whose: [Value] = kind.map { [.id(clinic), .choice($0)] } ?? [.id(clinic)]
        let rows = try db.rows(
            (kind == nil ? AttentionListSQL.all : .ofKind).rawValue,
            whose + [.instant(place.at), .instant(place.at), .id(place.id), .number(Self.pageSize + 1)])
        let sends = try SendList.decode(rows, RevisionStore(db), in: clinic)
        let failed = zip(rows, sends).prefix(Self.pageSize).map { FailedSend.decode($0, $1) }
        let next = rows.count > Self.pageSize ? failed.last.map { Cursor(at: $0.failedAt, id: $0.send.id) } : nil
        return Stretch(sends: failed, next: next)
    }

    /// How many of the latest `mostCounted` wait, and one more where there are more, by kind.
    public func kinds() throws -> [AttentionKind: Int] {
        let rows = try db.rows(
            AttentionListSQL.kinds.rawValue, [.id(clinic), .number(Self.mostCounted + 1)])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.choice("kind"), $0.int("failed")) })
    }
}
