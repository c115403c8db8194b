import Campaigns
import CivilTime
import MariaDB

enum SurveyRecordSQL: String, CaseIterable {
    /// One row per survey, in the order of ids, from an id upwards.
    case page = """
        SELECT id, name, heading, in_use, version, updated_at FROM survey FORCE INDEX (clinic_id)
        WHERE clinic_id = ? AND id > ? ORDER BY id LIMIT ?
        """
    /// One row per response to a survey, in the order of ids, from an id upwards.
    case responses = """
        SELECT STRAIGHT_JOIN r.id, r.send_id, p.external_id AS patient, a.external_id AS appointment, r.contact_id,
               r.language, r.score, r.answered_at, r.seen_at
        FROM survey_response r FORCE INDEX (clinic_id)
        JOIN patient p FORCE INDEX (clinic_id) ON p.clinic_id = r.clinic_id AND p.id = r.patient_id
        LEFT JOIN appointment a FORCE INDEX (clinic_id) ON a.clinic_id = r.clinic_id AND a.id = r.appointment_id
        WHERE r.clinic_id = ? AND r.id > ? AND r.survey_id = ? ORDER BY r.id LIMIT ?
        """
}

/// Surveys and what was answered to them, as programs read them.
public struct SurveyRecords {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public struct Response: Sendable, Hashable {
        public let id: ID<SurveyResponse>
        public let send: ID<Send>
        /// The neighbour's ids.
        public let patient: String
        public let appointment: String?
        public let contact: ID<Contact>
        public let language: String
        public let score: Int?
        public let answeredAt: Instant
        /// Of a low one: when staff had seen to it.
        public let seenAt: Instant?
        public let answers: [Int: SurveyReply.Answer]
    }

    public func page(after: ID<Survey>?, in clinic: ID<Clinic>) throws -> RecordPage<Survey> {
        let rows = try db.rows(SurveyRecordSQL.page.rawValue, [.id(clinic), .id(after ?? ID(0)), .recordLimit])
        return RecordPage(
            try rows.map { row in
                try SurveyRow.decode(
                    row, questions: db.rows(SurveySQL.questions.rawValue, [.id(clinic), .int(row.int("id"))]))
            })
    }

    public func responses(to survey: ID<Survey>, after: ID<SurveyResponse>?, in clinic: ID<Clinic>) throws
        -> RecordPage<Response>
    {
        let rows = try db.rows(
            SurveyRecordSQL.responses.rawValue, [.id(clinic), .id(after ?? ID(0)), .id(survey), .recordLimit])
        let answers = try SurveyResults.answers(of: rows.map { $0.id("id") }, in: clinic, db)
        return RecordPage(
            rows.map { row in
                Response(
                    id: row.id("id"), send: row.id("send_id"), patient: row.text("patient"),
                    appointment: row.optionalText("appointment"), contact: row.id("contact_id"),
                    language: row.text("language"), score: row.optionalInt("score"),
                    answeredAt: row.instant("answered_at"), seenAt: row.optionalInstant("seen_at"),
                    answers: answers[row.id("id")] ?? [:])
            })
    }
}
