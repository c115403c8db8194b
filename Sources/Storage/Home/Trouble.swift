import Campaigns
import CivilTime
import MariaDB

enum TroubleSQL: String, CaseIterable {
    /// One row: how many requests for another time wait.
    case requests = """
        SELECT COUNT(*) AS requests FROM reschedule_request FORCE INDEX (reschedule_request_open)
        WHERE clinic_id = ? AND done_at IS NULL
        """
    /// One row per way through a campaign that was given up after errors.
    case stuck = """
        SELECT STRAIGHT_JOIN e.id, e.campaign_id, c.name, e.patient_id, p.first_name, p.last_name, e.updated_at
        FROM enrollment e FORCE INDEX (enrollment_due)
        JOIN campaign c FORCE INDEX (PRIMARY) ON c.clinic_id = e.clinic_id AND c.id = e.campaign_id
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = e.clinic_id AND p.id = e.patient_id
        WHERE e.status = 'running' AND e.due_at <= ? AND e.errors >= 5 AND e.clinic_id = ?
        ORDER BY e.due_at, e.id LIMIT ?
        """
    /// One row: the way, locked, if it was given up.
    case lockStuck = """
        SELECT id FROM enrollment WHERE clinic_id = ? AND id = ? AND status = 'running' AND errors >= 5 FOR UPDATE
        """
    /// One row when the clinic has such a way, given up or not.
    case known = "SELECT id FROM enrollment WHERE clinic_id = ? AND id = ?"
    case again = "UPDATE enrollment SET errors = 0, updated_at = ? WHERE clinic_id = ? AND id = ? AND errors >= 5"
    /// One row per paused campaign, the latest first, with who of the staff or which program paused it, or why it paused
    /// itself.
    case paused = """
        SELECT STRAIGHT_JOIN c.id, c.name, c.paused_at, s.name AS staff, k.name AS api_key,
               w.refused, w.answered, w.code, w.detail
        FROM campaign c FORCE INDEX (clinic_id_2)
        LEFT JOIN self_pause w ON w.clinic_id = c.clinic_id AND w.campaign_id = c.id AND w.paused_at = c.paused_at
        LEFT JOIN audit_log a FORCE INDEX (clinic_id) ON a.clinic_id = c.clinic_id AND a.created_at = c.paused_at
            AND a.verb = 'pause' AND a.noun = 'campaign' AND a.noun_id = c.id
        LEFT JOIN staff s ON s.clinic_id = a.clinic_id AND s.id = a.staff_id
        LEFT JOIN api_key k ON k.clinic_id = a.clinic_id AND k.id = a.api_key_id
        WHERE c.clinic_id = ? AND c.status = 'PAUSED' ORDER BY c.paused_at DESC, c.id LIMIT ?
        """
    /// One row per provider that takes no messages.
    case providers = """
        SELECT provider, state, open_until, trouble, trouble_code, trouble_at, failures, unpark_at FROM provider_state
        WHERE state <> 'working'
        """
}

/// What needs a person, over the whole clinic.
public struct Trouble {
    let db: Database
    let clinic: ID<Clinic>

    public init(_ db: Database, in clinic: ID<Clinic>) {
        self.db = db
        self.clinic = clinic
    }

    /// Messages of one campaign that failed of late.
    public struct Failed: Sendable, Hashable {
        public let campaign: ID<Campaign>
        public let name: String
        public let count: Int
        /// Those of them that may have left.
        public let ambiguous: Int
    }

    /// A patient's way through a campaign that was given up after errors.
    public struct Stuck: Sendable, Hashable {
        public let enrollment: ID<Enrollment>
        public let campaign: ID<Campaign>
        public let campaignName: String
        public let patient: ID<Patient>
        public let patientName: String
        /// When it was tried last.
        public let since: Instant
    }

    public struct Paused: Sendable, Hashable {
        public let campaign: ID<Campaign>
        public let name: String
        public let since: Instant?
        /// Who of the staff or which program with a key paused it; nil for itself and for the programs of the clinic's IT.
        public let author: String?
        /// Why it paused itself; nil when somebody did.
        public let selfPause: SelfPause?
    }

    public struct Provider: Sendable, Hashable {
        public let name: String
        public let state: ProviderState
    }

    static let most = 50

    /// Those for another time that wait.
    public func requests() throws -> Int {
        try db.row(TroubleSQL.requests.rawValue, [.id(clinic)])?.int("requests") ?? 0
    }

    /// Those that wait for somebody, most first; of more than `AttentionList.mostCounted` the latest are counted.
    public func failed(since: Instant) throws -> [Failed] {
        try db.rows(
            AttentionListSQL.campaigns.rawValue,
            [.id(clinic), .instant(since), .number(AttentionList.mostCounted), .id(clinic)]
        ).map { row in
            Failed(
                campaign: row.id("campaign_id"), name: row.text("name"), count: row.int("failed"),
                ambiguous: row.optionalInt("ambiguous") ?? 0)
        }.sorted { ($1.count, $0.campaign) < ($0.count, $1.campaign) }
    }

    /// The longest waiting first.
    public func stuck(at now: Instant) throws -> [Stuck] {
        try db.rows(TroubleSQL.stuck.rawValue, [.instant(now), .id(clinic), .number(Self.most)]).map { row in
            Stuck(
                enrollment: row.id("id"), campaign: row.id("campaign_id"), campaignName: row.text("name"),
                patient: row.id("patient_id"), patientName: "\(row.text("first_name")) \(row.text("last_name"))",
                since: row.instant("updated_at"))
        }
    }

    /// Lets the next tick try a way again that was given up.
    ///
    /// - Returns: whether it was given up; nil when the clinic has none of this id.
    public func tryAgain(_ id: ID<Enrollment>, by author: Author, at now: Instant) throws -> Bool? {
        try db.transaction { () -> Bool? in
            let key: [Value] = [.id(clinic), .id(id)]
            guard try db.row(TroubleSQL.known.rawValue, key) != nil else { return nil }
            guard try db.row(TroubleSQL.lockStuck.rawValue, key) != nil else { return false }
            _ = try db.run(TroubleSQL.again.rawValue, [.instant(now)] + key)
            try AuditStore(db).note(Deed(.retry, .enrollment, id), by: author, in: clinic, at: now)
            return true
        }
    }

    public func paused() throws -> [Paused] {
        try db.rows(TroubleSQL.paused.rawValue, [.id(clinic), .number(Self.most)]).map { row in
            Paused(
                campaign: row.id("id"), name: row.text("name"), since: row.optionalInstant("paused_at"),
                author: row.optionalText("staff") ?? row.optionalText("api_key"), selfPause: SelfPause.decode(row))
        }
    }

    public func providers() throws -> [Provider] {
        try db.rows(TroubleSQL.providers.rawValue).map { row in
            Provider(name: row.text("provider"), state: ProviderStore.decode(row))
        }
    }
}
