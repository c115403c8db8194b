import Campaigns
import CivilTime
import MariaDB

enum LowScoreSQL: String, CaseIterable {
    /// One row per low answer that waits for a person, the longest waiting first, with the last words that came with it.
    case waiting = """
        SELECT STRAIGHT_JOIN r.id, r.survey_id, r.patient_id, p.first_name, p.last_name, r.score, r.answered_at, (
                   SELECT a.words FROM survey_answer a FORCE INDEX (PRIMARY)
                   WHERE a.clinic_id = r.clinic_id AND a.response_id = r.id AND a.words IS NOT NULL
                   ORDER BY a.position DESC LIMIT 1) AS words
        FROM survey_response r FORCE INDEX (survey_response_low)
        JOIN patient p FORCE INDEX (clinic_id) ON p.clinic_id = r.clinic_id AND p.id = r.patient_id
        WHERE r.clinic_id = ? AND r.is_low = TRUE AND r.seen_at IS NULL ORDER BY r.answered_at LIMIT ?
        """
    /// One row: how many wait.
    case count = """
        SELECT COUNT(*) AS waiting FROM survey_response FORCE INDEX (survey_response_low)
        WHERE clinic_id = ? AND is_low = TRUE AND seen_at IS NULL
        """
    /// One row: the answer, whether seen to or not.
    case find = "SELECT id FROM survey_response WHERE clinic_id = ? AND id = ? AND is_low = TRUE"
    case finish = """
        UPDATE survey_response SET seen_at = ?, seen_by = ?
        WHERE clinic_id = ? AND id = ? AND is_low = TRUE AND seen_at IS NULL
        """
}

/// Answers so low that somebody should call before the clinic asks for anything else.
public struct LowScores {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public struct Waiting: Sendable, Hashable {
        public let id: ID<SurveyResponse>
        public let survey: ID<Survey>
        public let patient: ID<Patient>
        public let patientName: String
        public let score: Int
        public let answeredAt: Instant
        /// The patient's own, or empty.
        public let words: String
    }

    /// The longest waiting first.
    public func waiting(in clinic: ID<Clinic>, limit: Int) throws -> [Waiting] {
        try db.rows(LowScoreSQL.waiting.rawValue, [.id(clinic), .number(limit)]).map { row in
            Waiting(
                id: row.id("id"), survey: row.id("survey_id"), patient: row.id("patient_id"),
                patientName: "\(row.text("first_name")) \(row.text("last_name"))", score: row.int("score"),
                answeredAt: row.instant("answered_at"), words: row.optionalText("words") ?? "")
        }
    }

    public func count(in clinic: ID<Clinic>) throws -> Int {
        try db.row(LowScoreSQL.count.rawValue, [.id(clinic)])?.int("waiting") ?? 0
    }

    /// Staff have seen to it, which the audit log keeps; once done it stays so.
    ///
    /// - Returns: false when the clinic has none of this id.
    public func finish(_ id: ID<SurveyResponse>, in clinic: ID<Clinic>, by staff: ID<Staff>, at now: Instant) throws
        -> Bool
    {
        try db.transaction {
            let change = try db.run(LowScoreSQL.finish.rawValue, [.instant(now), .id(staff), .id(clinic), .id(id)])
            guard change.rows == 1 else {
                return try db.row(LowScoreSQL.find.rawValue, [.id(clinic), .id(id)]) != nil
            }
            try AuditStore(db).note(Deed(.complete, .surveyResponse, id), by: .staff(staff), in: clinic, at: now)
            return true
        }
    }
}
