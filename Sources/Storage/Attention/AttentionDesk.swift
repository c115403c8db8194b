import Campaigns
import CivilTime
import MariaDB

enum AttentionDeskSQL: String, CaseIterable {
    /// One row per failed message of a list that waits, with where its retry belongs.
    case chosen = """
        SELECT STRAIGHT_JOIN t.send_id AS id, t.campaign_id, t.kind
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN attention t FORCE INDEX (PRIMARY) ON t.send_id = ids.id
        WHERE t.clinic_id = ? AND t.closed_at IS NULL ORDER BY t.failed_at DESC, t.send_id DESC
        """
    /// One row per failed message of a kind that waits since a time or longer, the last first.
    case ofKind = """
        SELECT send_id AS id, campaign_id, kind FROM attention FORCE INDEX (attention_kind)
        WHERE clinic_id = ? AND closed_at IS NULL AND kind = ? AND failed_at <= ?
        ORDER BY failed_at DESC, send_id DESC LIMIT ?
        """
    /// One row per failed message that a member of staff put aside at that very time, locked.
    case dismissed = """
        SELECT send_id AS id FROM attention FORCE INDEX (attention_open)
        WHERE clinic_id = ? AND closed_at = ? AND closed_by = ? FOR UPDATE
        """
    case reopen = """
        UPDATE attention FORCE INDEX (attention_open) SET closed_at = NULL, closed_by = NULL
        WHERE clinic_id = ? AND closed_at = ? AND closed_by = ?
        """
}

/// What staff do about failed messages, several at once.
public struct AttentionDesk {
    let db: Database
    let clinic: ID<Clinic>

    public init(_ db: Database, in clinic: ID<Clinic>) {
        self.db = db
        self.clinic = clinic
    }

    /// So many are seen to at once: a page must answer soon.
    public static let most = 200

    /// A failed message that somebody chose.
    public struct Chosen: Sendable, Hashable {
        public let id: ID<Send>
        public let campaign: ID<Campaign>
        public let kind: AttentionKind
    }

    /// Those of the list that wait, the last first.
    public func chosen(_ sends: [ID<Send>]) throws -> [Chosen] {
        try db.rows(AttentionDeskSQL.chosen.rawValue, [.ids(sends.prefix(Self.most)), .id(clinic)]).map(Self.decode)
    }

    /// All of a kind that failed until then, the last first: at most `most`, and one more where there are more.
    public func chosen(of kind: AttentionKind, until: Instant) throws -> [Chosen] {
        try db.rows(
            AttentionDeskSQL.ofKind.rawValue,
            [.id(clinic), .choice(kind), .instant(until), .number(Self.most + 1)]
        ).map(Self.decode)
    }

    private static func decode(_ row: Row) -> Chosen {
        Chosen(id: row.id("id"), campaign: row.id("campaign_id"), kind: row.choice("kind"))
    }

    /// How many were sent once more, and how many could not be.
    public struct Retried: Sendable, Hashable {
        public var made = 0
        /// Sent once more before, or no longer failed.
        public var settled = 0
        /// The campaign or the patient's way is over, or the visit was moved since.
        public var overtaken = 0
    }

    /// Sends each once more by a row of its own, which is kept with the name.
    public func retry(_ chosen: some Sequence<Chosen>, by author: Author, at now: Instant) throws -> Retried {
        var retried = Retried()
        for one in chosen {
            switch try SendRetry(db).retry(one.id, of: one.campaign, in: clinic, by: author, at: now) {
            case .made: retried.made += 1
            case .overtaken: retried.overtaken += 1
            case .again, .notFailed, .gone:
                // Nothing is left to be done about it.
                try AttentionStore(db).close([one.id], in: clinic, by: author.staffID, at: now)
                retried.settled += 1
            }
        }
        return retried
    }

    /// Takes failed messages off the list, each of which is kept with the name.
    ///
    /// - Returns: how many of them waited.
    public func dismiss(_ sends: [ID<Send>], by staff: ID<Staff>, at now: Instant) throws -> Int {
        try db.transaction {
            let chosen = try chosen(sends)
            try AttentionStore(db).close(chosen.map(\.id), in: clinic, by: staff, at: now)
            try note(.dismiss, chosen.map(\.id), staff, now)
            return chosen.count
        }
    }

    /// Puts back what this member of staff took off the list at that time.
    ///
    /// - Returns: how many.
    public func takeBack(dismissedAt time: Instant, by staff: ID<Staff>, at now: Instant) throws -> Int {
        try db.transaction {
            let key: [Value] = [.id(clinic), .instant(time), .id(staff)]
            let ids: [ID<Send>] = try db.rows(AttentionDeskSQL.dismissed.rawValue, key).map { $0.id("id") }
            _ = try db.run(AttentionDeskSQL.reopen.rawValue, key)
            try note(.reopen, ids, staff, now)
            return ids.count
        }
    }

    private func note(_ verb: Deed.Verb, _ sends: [ID<Send>], _ staff: ID<Staff>, _ now: Instant) throws {
        for send in sends {
            try AuditStore(db).note(Deed(verb, .send, send), by: .staff(staff), in: clinic, at: now)
        }
    }
}
