import Campaigns
import CivilTime
import MariaDB

/// The clinic's surveys. One of them is in use: new invitations lead to it. What somebody was asked stays as it was.
public struct SurveyStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A survey as the list shows it.
    public struct Listed: Sendable, Hashable {
        public let id: ID<Survey>
        public let name: String
        public let isInUse: Bool
        public let responses: Int
        /// When it was last answered.
        public let answeredAt: Instant?
    }

    /// More surveys than a clinic makes.
    private static let most = 200

    /// The one in use first, then the newest.
    public func all(in clinic: ID<Clinic>) throws -> [Listed] {
        try db.rows(SurveySQL.list.rawValue, [.id(clinic), .number(Self.most)]).map { row in
            Listed(
                id: row.id("id"), name: row.text("name"), isInUse: !row.isNull("in_use"),
                responses: row.int("responses"), answeredAt: row.optionalInstant("answered_at"))
        }
    }

    /// nil when the clinic has none of this id.
    public func survey(_ id: ID<Survey>, in clinic: ID<Clinic>) throws -> Survey? {
        try read(.one, id, in: clinic)
    }

    private func read(_ statement: SurveySQL, _ id: ID<Survey>, in clinic: ID<Clinic>) throws -> Survey? {
        let key: [Value] = [.id(clinic), .id(id)]
        return try db.row(statement.rawValue, key).map { row in
            try SurveyRow.decode(row, questions: db.rows(SurveySQL.questions.rawValue, key))
        }
    }

    /// The one that new invitations lead to; nil where there is none.
    public func inUse(in clinic: ID<Clinic>) throws -> ID<Survey>? {
        try db.row(SurveySQL.inUse.rawValue, [.id(clinic)])?.id("id")
    }

    /// Whether somebody was invited to it: then its questions stay as they are.
    public func isAsked(_ id: ID<Survey>, in clinic: ID<Clinic>) throws -> Bool {
        try db.row(SurveySQL.asked.rawValue, [.id(clinic), .id(id)]) != nil
    }

    /// Makes a survey, in the transaction at hand or one of its own; the clinic's first is in use at once.
    public func create(_ draft: SurveyDraft, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> ID<Survey>
    {
        try db.joiningTransaction {
            try ClinicStore(db).lock(clinic)
            let id = ID<Survey>(
                try db.run(
                    SurveySQL.insert.rawValue,
                    [
                        .id(clinic), .text(draft.name), .text(SurveyRow.text(draft.headings)), .instant(now),
                        .instant(now),
                    ]
                ).lastID)
            try insert(draft.questions, of: id, in: clinic)
            if try inUse(in: clinic) == nil { _ = try db.run(SurveySQL.use.rawValue, [.id(clinic), .id(id)]) }
            try AuditStore(db).note(Deed(.add, .survey, id), by: author, in: clinic, at: now)
            return id
        }
    }

    /// The clinic asks something: the standard survey, where it has no other in use.
    public func provide(in clinic: ID<Clinic>, by author: Author, at now: Instant) throws {
        guard try inUse(in: clinic) == nil else { return }
        _ = try create(.standard, in: clinic, by: author, at: now)
    }

    public enum Saving: Sendable, Hashable {
        case saved
        /// Somebody was invited to it meanwhile: a copy can be changed.
        case asked
        /// Somebody changed it since: as it is, and who of the staff did, if known.
        case stale(Survey, by: String?)
        case gone
    }

    public func save(
        _ draft: SurveyDraft, as id: ID<Survey>, ifVersion version: Int, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> Saving {
        try db.transaction { () -> Saving in
            guard let standing = try read(.lock, id, in: clinic) else { return .gone }
            guard standing.version == version else {
                return .stale(standing, by: try lastAuthor(of: id, in: clinic))
            }
            if standing.draft == draft { return .saved }
            guard try !isAsked(id, in: clinic) else { return .asked }
            let key: [Value] = [.id(clinic), .id(id)]
            _ = try db.run(
                SurveySQL.update.rawValue,
                [.text(draft.name), .text(SurveyRow.text(draft.headings)), .instant(now)] + key)
            _ = try db.run(SurveySQL.clearQuestions.rawValue, key)
            try insert(draft.questions, of: id, in: clinic)
            try AuditStore(db).note(Deed(.change, .survey, id), by: author, in: clinic, at: now)
            return .saved
        }
    }

    private func lastAuthor(of id: ID<Survey>, in clinic: ID<Clinic>) throws -> String? {
        guard let row = try db.row(SurveySQL.one.rawValue, [.id(clinic), .id(id)]) else { return nil }
        return try AuditStore(db).staffName(.survey, id, in: clinic, at: row.instant("updated_at"))
    }

    private func insert(_ questions: [SurveyQuestion], of id: ID<Survey>, in clinic: ID<Clinic>) throws {
        for (index, question) in questions.enumerated() {
            _ = try db.run(
                SurveySQL.insertQuestion.rawValue,
                [
                    .id(clinic), .id(id), .number(index + 1), .choice(question.kind),
                    .text(SurveyRow.text(question)),
                ])
        }
    }

    /// From now on invitations lead to it; those that have left stay with theirs.
    ///
    /// - Returns: false when the clinic has none of this id.
    public func use(_ id: ID<Survey>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws -> Bool {
        try db.transaction {
            try ClinicStore(db).lock(clinic)
            guard try db.row(SurveySQL.lock.rawValue, [.id(clinic), .id(id)]) != nil else { return false }
            guard try inUse(in: clinic) != id else { return true }
            _ = try db.run(SurveySQL.stopUse.rawValue, [.id(clinic)])
            _ = try db.run(SurveySQL.use.rawValue, [.id(clinic), .id(id)])
            try AuditStore(db).note(Deed(.start, .survey, id), by: author, in: clinic, at: now)
            return true
        }
    }

    // After the answer

    /// Where everybody who answered may review the clinic; empty where nobody is asked to.
    public func reviewPage(of clinic: ID<Clinic>) throws -> String {
        try db.row(SurveySQL.reviewPage.rawValue, [.id(clinic)])?.text("review_url") ?? ""
    }

    /// - Parameter was: what the change was made from.
    /// - Returns: false when somebody else changed it since.
    public func setReviewPage(
        _ address: String, was: String, of clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> Bool {
        try db.transaction {
            try ClinicStore(db).lock(clinic)
            let standing = try reviewPage(of: clinic)
            if standing == address { return true }
            guard standing == was else { return false }
            _ = try db.run(SurveySQL.setReviewPage.rawValue, [.text(address), .id(clinic)])
            let data = JSON.object(["was": .string(standing), "is": .string(address)])
            try AuditStore(db).note(Deed(.change, .clinic, clinic, data: data), by: author, in: clinic, at: now)
            return true
        }
    }
}
