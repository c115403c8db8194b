import Campaigns
import CivilTime
import MariaDB

enum SurveyResultsSQL: String, CaseIterable {
    /// One row per half and score of two periods that follow each other: how many answered so; NULL where none was asked.
    case scores = """
        SELECT r.answered_at >= ? AS is_now, r.score, COUNT(*) AS responses
        FROM survey_response r FORCE INDEX (survey_response_day)
        WHERE r.clinic_id = ? AND r.survey_id = ? AND r.answered_at >= ? AND r.answered_at < ?
        GROUP BY is_now, r.score
        """
    /// One row per half, question and number of two periods: how many chose it.
    case numbers = """
        SELECT STRAIGHT_JOIN r.answered_at >= ? AS is_now, a.position, a.number, COUNT(*) AS responses
        FROM survey_response r FORCE INDEX (survey_response_day)
        JOIN survey_answer a FORCE INDEX (PRIMARY) ON a.clinic_id = r.clinic_id AND a.response_id = r.id AND a.number IS NOT NULL
        WHERE r.clinic_id = ? AND r.survey_id = ? AND r.answered_at >= ? AND r.answered_at < ?
        GROUP BY is_now, a.position, a.number
        """
    /// One row per half of two periods: how many invitations left.
    case invitations = """
        SELECT STRAIGHT_JOIN i.invited_at >= ? AS is_now, COUNT(*) AS invitations
        FROM survey_invitation i FORCE INDEX (survey_invitation_survey)
        JOIN send s ON s.id = i.send_id AND s.phase IN ('SENT', 'DELIVERED')
        WHERE i.clinic_id = ? AND i.survey_id = ? AND i.invited_at >= ? AND i.invited_at < ?
        GROUP BY is_now
        """
    /// One row per answer in own words of a period, the newest first.
    case comments = """
        SELECT STRAIGHT_JOIN r.id, r.patient_id, p.first_name, p.last_name, r.score, r.language, r.answered_at,
               a.position, a.words
        FROM survey_response r FORCE INDEX (survey_response_day)
        JOIN survey_answer a FORCE INDEX (PRIMARY) ON a.clinic_id = r.clinic_id AND a.response_id = r.id AND a.words IS NOT NULL
        JOIN patient p FORCE INDEX (clinic_id) ON p.clinic_id = r.clinic_id AND p.id = r.patient_id
        WHERE r.clinic_id = ? AND r.survey_id = ? AND r.answered_at >= ? AND r.answered_at < ?
        ORDER BY r.answered_at DESC, r.id DESC, a.position LIMIT ?
        """
    /// One row per response of a period, the oldest first.
    case responses = """
        SELECT STRAIGHT_JOIN r.id, r.patient_id, p.first_name, p.last_name, r.score, r.answered_at
        FROM survey_response r FORCE INDEX (survey_response_day)
        JOIN patient p FORCE INDEX (clinic_id) ON p.clinic_id = r.clinic_id AND p.id = r.patient_id
        WHERE r.clinic_id = ? AND r.survey_id = ? AND r.answered_at >= ? AND r.answered_at < ?
        ORDER BY r.answered_at, r.id LIMIT ?
        """
    /// One row per answer of some responses.
    case answers = """
        SELECT STRAIGHT_JOIN a.response_id, a.position, a.number, a.words
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN survey_answer a FORCE INDEX (PRIMARY) ON a.clinic_id = ? AND a.response_id = ids.id
        """
    /// One row: when the survey was first answered or sent.
    case beginning = "SELECT created_at FROM survey WHERE clinic_id = ? AND id = ?"
}

/// What a survey came to over a period, beside the one before.
public struct SurveyResults {
    let db: Database
    let clinic: ID<Clinic>
    let zone: Zone

    public init(_ db: Database, in clinic: ID<Clinic>, zone: Zone) {
        self.db = db
        self.clinic = clinic
        self.zone = zone
    }

    public struct Counts: Sendable, Hashable {
        public var responses = 0
        /// How many gave each score.
        public var scores: [Int: Int] = [:]
        /// By the question's place and the number that was chosen.
        public var numbers: [Int: [Int: Int]] = [:]
        /// Of messages that left.
        public var invitations = 0

        public init() {}
    }

    public struct Compared: Sendable, Hashable {
        public var now = Counts()
        public var before = Counts()
    }

    public func counts(of survey: ID<Survey>, over period: Period) throws -> Compared {
        var compared = Compared()
        let first = start(period.first)
        let values: [Value] = [first, .id(clinic), .id(survey), start(period.before.first), end(period)]
        func add(_ row: Row, _ change: (inout Counts) -> Void) {
            if row.bool("is_now") { change(&compared.now) } else { change(&compared.before) }
        }
        for row in try db.rows(SurveyResultsSQL.scores.rawValue, values) {
            add(row) { counts in
                counts.responses += row.int("responses")
                let score: Int? = row.optionalInt("score")
                if let score { counts.scores[score] = row.int("responses") }
            }
        }
        for row in try db.rows(SurveyResultsSQL.numbers.rawValue, values) {
            add(row) { $0.numbers[row.int("position"), default: [:]][row.int("number")] = row.int("responses") }
        }
        for row in try db.rows(SurveyResultsSQL.invitations.rawValue, values) {
            add(row) { $0.invitations = row.int("invitations") }
        }
        return compared
    }

    /// What somebody wrote.
    public struct Comment: Sendable, Hashable {
        public let response: ID<SurveyResponse>
        public let patient: ID<Patient>
        public let patientName: String
        public let score: Int?
        /// Tag of the language it was asked in.
        public let language: String
        public let answeredAt: Instant
        /// Of the question.
        public let position: Int
        public let words: String
    }

    /// The newest first.
    public func comments(on survey: ID<Survey>, over period: Period, limit: Int) throws -> [Comment] {
        let values: [Value] = [.id(clinic), .id(survey), start(period.first), end(period), .number(limit)]
        return try db.rows(SurveyResultsSQL.comments.rawValue, values).map { row in
            Comment(
                response: row.id("id"), patient: row.id("patient_id"),
                patientName: "\(row.text("first_name")) \(row.text("last_name"))",
                score: row.optionalInt("score"), language: row.text("language"),
                answeredAt: row.instant("answered_at"), position: row.int("position"), words: row.text("words"))
        }
    }

    /// The oldest first.
    public func responses(to survey: ID<Survey>, over period: Period, limit: Int) throws -> [SurveyResponse] {
        let values: [Value] = [.id(clinic), .id(survey), start(period.first), end(period), .number(limit)]
        let rows = try db.rows(SurveyResultsSQL.responses.rawValue, values)
        let answers = try Self.answers(of: rows.map { $0.id("id") }, in: clinic, db)
        return rows.map { row in
            SurveyResponse(
                id: row.id("id"), patient: row.id("patient_id"),
                patientName: "\(row.text("first_name")) \(row.text("last_name"))", score: row.optionalInt("score"),
                answeredAt: row.instant("answered_at"), answers: answers[row.id("id")] ?? [:])
        }
    }

    static func answers(of responses: [ID<SurveyResponse>], in clinic: ID<Clinic>, _ db: Database) throws
        -> [ID<SurveyResponse>: [Int: SurveyReply.Answer]]
    {
        guard !responses.isEmpty else { return [:] }
        var answers: [ID<SurveyResponse>: [Int: SurveyReply.Answer]] = [:]
        for row in try db.rows(SurveyResultsSQL.answers.rawValue, [.ids(responses), .id(clinic)]) {
            let number: Int? = row.optionalInt("number")
            answers[row.id("response_id"), default: [:]][row.int("position")] =
                number.map(SurveyReply.Answer.number) ?? .words(row.text("words"))
        }
        return answers
    }

    /// The first day on which anything can be counted.
    public func beginning(of survey: ID<Survey>) throws -> CivilDate? {
        try db.row(SurveyResultsSQL.beginning.rawValue, [.id(clinic), .id(survey)]).map {
            zone.civil(at: $0.instant("created_at")).date
        }
    }

    private func start(_ day: CivilDate) -> Value {
        .instant(zone.instant(of: day.at(ClockTime(minutes: 0))))
    }

    private func end(_ period: Period) -> Value { start(period.last.adding(days: 1)) }
}
