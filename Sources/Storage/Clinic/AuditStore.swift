import Campaigns
import CivilTime
import MariaDB

enum AuditSQL: String, CaseIterable {
    case insert = """
        INSERT INTO audit_log (clinic_id, staff_id, api_key_id, verb, noun, noun_id, data, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// One row: who of the staff changed a thing at that very time.
    case author = """
        SELECT s.name FROM audit_log a JOIN staff s ON s.clinic_id = a.clinic_id AND s.id = a.staff_id
        WHERE a.clinic_id = ? AND a.created_at = ? AND a.noun = ? AND a.noun_id = ? ORDER BY a.id DESC LIMIT 1
        """
    /// One row per thing done, newest first.
    case latest = """
        SELECT a.verb, a.noun, a.noun_id, a.data, a.created_at, s.name AS staff, k.name AS api_key
        FROM audit_log a
        LEFT JOIN staff s ON s.clinic_id = a.clinic_id AND s.id = a.staff_id
        LEFT JOIN api_key k ON k.clinic_id = a.clinic_id AND k.id = a.api_key_id
        WHERE a.clinic_id = ? ORDER BY a.created_at DESC, a.id DESC LIMIT ?
        """
}

/// Who changes something.
public enum Author: Sendable, Hashable {
    case staff(ID<Staff>)
    case apiKey(ID<APIKey>)
    /// A program of the clinic's IT, at the command line.
    case program

    public var staffID: ID<Staff>? {
        if case .staff(let id) = self { id } else { nil }
    }

    var apiKeyID: ID<APIKey>? {
        if case .apiKey(let id) = self { id } else { nil }
    }
}

/// One thing that somebody did.
public struct Deed: Sendable, Hashable {
    public enum Verb: String, Sendable, CaseIterable {
        case add, change, move, remove, activate, pause, resume, complete, archive, retry, hold, release
        case publish, shift, start, test, record, reopen, dismiss, open, correct
        case takeBack = "take_back"
        case dropDraft = "drop_draft"
        case undoPause = "undo_pause"
    }

    public enum Noun: String, Sendable, CaseIterable {
        case campaign, step, send, enrollment, staff, patient, clinic, segment, survey
        case surveyResponse = "survey_response"
        case messageTemplate = "message_template"
        case apiKey = "api_key"
        case contactPoint = "contact_point"
        case rescheduleRequest = "reschedule_request"
        case testMessage = "test_message"
        case reply = "inbound_message"
    }

    public let verb: Verb
    public let noun: Noun
    public let id: Int64?
    /// Numbers and words of ours; never a name, an address or a text of patients.
    public let data: JSON?

    public init<Entity>(_ verb: Verb, _ noun: Noun, _ id: ID<Entity>, data: JSON? = nil) {
        self.verb = verb
        self.noun = noun
        self.id = id.rawValue
        self.data = data
    }
}

/// Who did what, kept for ever.
public struct AuditStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Notes the deed, in the transaction that does it.
    public func note(_ deed: Deed, by author: Author, in clinic: ID<Clinic>, at now: Instant) throws {
        _ = try db.run(
            AuditSQL.insert.rawValue,
            [
                .id(clinic), .id(author.staffID), .id(author.apiKeyID), .choice(deed.verb), .choice(deed.noun),
                .int(deed.id), .text(deed.data?.text), .instant(now),
            ])
    }

    /// The name of the member of staff who changed the thing at that time; nil when it was nobody of the staff.
    func staffName<Entity>(_ noun: Deed.Noun, _ id: ID<Entity>, in clinic: ID<Clinic>, at time: Instant) throws
        -> String?
    {
        try db.row(AuditSQL.author.rawValue, [.id(clinic), .instant(time), .choice(noun), .id(id)])?.text("name")
    }

    /// A deed as staff read it.
    public struct Entry: Sendable, Hashable {
        public let verb: Deed.Verb
        public let noun: Deed.Noun
        public let id: Int64?
        /// A member of staff or an API key; nil for a program.
        public let author: String?
        public let at: Instant
    }

    /// Newest first.
    public func latest(in clinic: ID<Clinic>, limit: Int) throws -> [Entry] {
        try db.rows(AuditSQL.latest.rawValue, [.id(clinic), .number(limit)]).map { row in
            Entry(
                verb: row.choice("verb"), noun: row.choice("noun"), id: row.optionalInt("noun_id"),
                author: row.optionalText("staff") ?? row.optionalText("api_key"), at: row.instant("created_at"))
        }
    }
}
