import Campaigns
import CivilTime
import MariaDB

enum AuditLogSQL: String, CaseIterable {
    /// One row per thing done that the filter lets through, from a place down to another, newest first, with what the thing
    /// is called today where it has a name that is not a patient's.
    case page = """
        SELECT STRAIGHT_JOIN a.id, a.verb, a.noun, a.noun_id, a.data, a.created_at, s.name AS staff, k.name AS api_key,
            CASE a.noun
                WHEN 'campaign' THEN
                    (SELECT name FROM campaign WHERE clinic_id = a.clinic_id AND id = a.noun_id)
                WHEN 'step' THEN (SELECT name FROM step WHERE clinic_id = a.clinic_id AND id = a.noun_id)
                WHEN 'message_template' THEN
                    (SELECT name FROM message_template WHERE clinic_id = a.clinic_id AND id = a.noun_id)
                WHEN 'segment' THEN (SELECT name FROM segment WHERE clinic_id = a.clinic_id AND id = a.noun_id)
                WHEN 'survey' THEN (SELECT name FROM survey WHERE clinic_id = a.clinic_id AND id = a.noun_id)
                WHEN 'staff' THEN (SELECT name FROM staff WHERE clinic_id = a.clinic_id AND id = a.noun_id)
                WHEN 'api_key' THEN (SELECT name FROM api_key WHERE clinic_id = a.clinic_id AND id = a.noun_id)
            END AS noun_name
        FROM audit_log a FORCE INDEX (clinic_id)
        LEFT JOIN staff s ON s.clinic_id = a.clinic_id AND s.id = a.staff_id
        LEFT JOIN api_key k ON k.clinic_id = a.clinic_id AND k.id = a.api_key_id
        WHERE a.clinic_id = ? AND a.created_at <= ? AND (a.created_at < ? OR a.id < ?)
            AND a.created_at >= ? AND (a.created_at > ? OR a.id >= ?)
            AND (? IS NULL OR a.staff_id = ?) AND (? IS NULL OR a.api_key_id = ?) AND (? IS NULL OR a.noun = ?)
        ORDER BY a.created_at DESC, a.id DESC LIMIT ?
        """
    /// One row: the thing done so many before a place; read from the index alone.
    case far = """
        SELECT created_at, id FROM audit_log FORCE INDEX (clinic_id)
        WHERE clinic_id = ? AND created_at <= ? AND (created_at < ? OR id < ?)
            AND created_at >= ? AND (created_at > ? OR id >= ?)
        ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ?
        """
    /// One row per member of staff, removed ones too, by name.
    case staff = "SELECT id, name FROM staff WHERE clinic_id = ? ORDER BY name, id LIMIT ?"
    /// One row per key, revoked ones too, by name.
    case keys = "SELECT id, name FROM api_key WHERE clinic_id = ? ORDER BY name, id LIMIT ?"
}

/// What somebody did, as a page of the log shows it.
public struct LoggedDeed: Sendable, Hashable {
    public let id: ID<LoggedDeed>
    public let verb: String
    public let noun: String
    public let nounID: Int64?
    /// What the thing is called today; nil for what is gone or has no name.
    public let nounName: String?
    /// Numbers and words of ours, as JSON.
    public let data: String?
    /// nil for a program of the clinic's IT.
    public let author: String?
    public let at: Instant
}

/// The log of who did what, in pages. A filter is asked of so many entries a page, as with sends.
public struct AuditLog {
    let db: Database
    let clinic: ID<Clinic>
    let reach: Int

    public init(_ db: Database, in clinic: ID<Clinic>) { self.init(db, in: clinic, reach: 4_000) }

    init(_ db: Database, in clinic: ID<Clinic>, reach: Int) {
        self.db = db
        self.clinic = clinic
        self.reach = reach
    }

    public struct Filter: Sendable, Hashable {
        public var staff: ID<Staff>?
        public var apiKey: ID<APIKey>?
        public var noun: Deed.Noun?
        /// Done at this time or later.
        public var from: Instant?
        /// Done before this time.
        public var to: Instant?

        public init() {}

        var choosesAmongDeeds: Bool { staff != nil || apiKey != nil || noun != nil }
    }

    /// The place after one entry, newest first.
    public struct Cursor: Sendable, Hashable {
        let at: Instant
        let id: ID<LoggedDeed>

        init(at: Instant, id: ID<LoggedDeed>) {
            self.at = at
            self.id = id
        }

        /// What `text` wrote; nil for anything else.
        public init?(text: String) {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, let microseconds = Int64(parts[0]), microseconds >= 0,
                microseconds <= SendCursor.start.plannedAt.microseconds, let id = ID<LoggedDeed>(text: String(parts[1]))
            else { return nil }
            at = Instant(microseconds: microseconds)
            self.id = id
        }

        public var text: String { "\(at.microseconds)-\(id)" }

        fileprivate var values: [Value] { [.instant(at), .instant(at), .id(id)] }
    }

    public struct LogPage: Sendable, Hashable {
        /// Newest first.
        public let deeds: [LoggedDeed]
        /// Where the next page begins; nil on the last one.
        public let next: Cursor?
    }

    static let pageSize = 50
    static let mostAuthors = 500

    public func page(_ filter: Filter, after: Cursor? = nil) throws -> LogPage {
        let end = filter.to ?? SendCursor.start.plannedAt
        let latest = Cursor(at: Instant(microseconds: end.microseconds - 1), id: ID(.max))
        let start = after.flatMap { $0.at < latest.at ? $0 : nil } ?? latest
        let oldest = Cursor(at: filter.from ?? Instant(microseconds: 0), id: ID(0))
        let whose: [Value] = [.id(clinic)]
        var far: Cursor?
        if filter.choosesAmongDeeds {
            let row = try db.row(
                AuditLogSQL.far.rawValue, whose + start.values + oldest.values + [.number(reach - 1)])
            far = row.map { Cursor(at: $0.instant("created_at"), id: $0.id("id")) }
        }
        let choices: [Value] = [.id(filter.staff), .id(filter.apiKey), .choice(filter.noun)]
        let rows = try db.rows(
            AuditLogSQL.page.rawValue,
            whose + start.values + (far ?? oldest).values + choices.flatMap { [$0, $0] }
                + [.number(Self.pageSize + 1)])
        let deeds = rows.prefix(Self.pageSize).map(Self.decode)
        let next = rows.count > Self.pageSize ? deeds.last.map { Cursor(at: $0.at, id: $0.id) } : far
        return LogPage(deeds: deeds, next: next)
    }

    /// Who may stand in the log: staff and keys, by name.
    public func authors() throws -> (staff: [(ID<Staff>, String)], keys: [(ID<APIKey>, String)]) {
        let values: [Value] = [.id(clinic), .number(Self.mostAuthors)]
        return (
            try db.rows(AuditLogSQL.staff.rawValue, values).map { ($0.id("id"), $0.text("name")) },
            try db.rows(AuditLogSQL.keys.rawValue, values).map { ($0.id("id"), $0.text("name")) }
        )
    }

    private static func decode(_ row: Row) -> LoggedDeed {
        LoggedDeed(
            id: row.id("id"), verb: row.text("verb"), noun: row.text("noun"), nounID: row.optionalInt("noun_id"),
            nounName: row.optionalText("noun_name"),
            data: row.optionalText("data"), author: row.optionalText("staff") ?? row.optionalText("api_key"),
            at: row.instant("created_at"))
    }
}
