import Campaigns
import CivilTime
import MariaDB

enum SurveyAnswerSQL: String, CaseIterable {
    /// One row: an invitation as the page behind its link shows it, and whether it was answered.
    case asked = """
        SELECT i.survey_id, i.contact_id, s.patient_id, e.appointment_id, p.first_name, k.language,
               c.language AS clinic_language, c.name, c.postal_address, c.phone, c.review_url, r.id AS response_id
        FROM survey_invitation i
        JOIN send s ON s.id = i.send_id AND s.clinic_id = i.clinic_id
        JOIN enrollment e ON e.id = s.enrollment_id
        JOIN patient p FORCE INDEX (clinic_id) ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        JOIN contact k FORCE INDEX (clinic_id) ON k.clinic_id = i.clinic_id AND k.id = i.contact_id
        JOIN clinic c ON c.id = i.clinic_id
        LEFT JOIN survey_response r FORCE INDEX (clinic_id_2) ON r.clinic_id = i.clinic_id AND r.send_id = i.send_id
        WHERE i.send_id = ? AND i.clinic_id = ?
        """
    /// One row for the first answer to an invitation; none for a second.
    case respond = """
        INSERT INTO survey_response (clinic_id, survey_id, send_id, patient_id, contact_id, appointment_id, language,
            score, is_low, answered_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE id = id
        """
    case answer = """
        INSERT INTO survey_answer (clinic_id, response_id, position, number, words) VALUES (?, ?, ?, ?, ?)
        """
}

/// What people answer to surveys by the links in our messages: each invitation once.
public struct SurveyAnswers {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// An invitation as the page behind its link shows it.
    public struct Asked: Sendable, Hashable {
        public let clinic: ID<Clinic>
        public let send: ID<Send>
        public let survey: Survey
        public let isAnswered: Bool
        public let firstName: String
        /// Tag of the language in which whoever was invited reads.
        public let language: String
        public let clinicName: String
        /// May have several lines, or be empty.
        public let clinicAddress: String
        public let clinicPhone: String
        /// Where the clinic may be reviewed, or empty.
        public let reviewURL: String
        let patient: ID<Patient>
        let contact: ID<Contact>
        let appointment: ID<Appointment>?
    }

    /// nil when the clinic has no such invitation.
    public func asked(by send: ID<Send>, in clinic: ID<Clinic>) throws -> Asked? {
        guard let row = try db.row(SurveyAnswerSQL.asked.rawValue, [.id(send), .id(clinic)]),
            let survey = try SurveyStore(db).survey(row.id("survey_id"), in: clinic)
        else { return nil }
        return Asked(
            clinic: clinic, send: send, survey: survey, isAnswered: !row.isNull("response_id"),
            firstName: row.text("first_name"), language: row.optionalText("language") ?? row.text("clinic_language"),
            clinicName: row.text("name"), clinicAddress: row.text("postal_address"), clinicPhone: row.text("phone"),
            reviewURL: row.text("review_url"), patient: row.id("patient_id"), contact: row.id("contact_id"),
            appointment: row.optionalID("appointment_id"))
    }

    /// Keeps the answer with its event, in a transaction of its own. A low score waits for a person from that moment on.
    ///
    /// - Returns: false when the invitation was answered before: the first answer stands.
    @discardableResult
    public func answer(_ asked: Asked, _ reply: SurveyReply, at now: Instant) throws -> Bool {
        try db.transaction {
            let made = try db.run(
                SurveyAnswerSQL.respond.rawValue,
                [
                    .id(asked.clinic), .id(asked.survey.id), .id(asked.send), .id(asked.patient), .id(asked.contact),
                    .id(asked.appointment), .text(reply.language), .number(reply.score), .bool(reply.isLow),
                    .instant(now),
                ])
            guard made.rows == 1 else { return false }
            for (position, answer) in reply.answers.sorted(by: { $0.key < $1.key }) {
                let (number, words): (Value, Value) =
                    switch answer {
                    case .number(let number): (.number(number), .null)
                    case .words(let words): (.null, .text(words))
                    }
                _ = try db.run(
                    SurveyAnswerSQL.answer.rawValue,
                    [.id(asked.clinic), .int(made.lastID), .number(position), number, words])
            }
            try emit(made.lastID, of: asked, reply, at: now)
            return true
        }
    }

    private func emit(_ response: Int64, of asked: Asked, _ reply: SurveyReply, at now: Instant) throws {
        var data = [
            JSON.Member(key: "response", value: .string(String(response))),
            JSON.Member(key: "survey", value: .string(asked.survey.id.description)),
        ]
        if let score = reply.score { data.append(JSON.Member(key: "score", value: .integer(Int64(score)))) }
        let arrival = EventStore.Arrival(
            key: "survey:\(response)", type: .surveyAnswered, patient: asked.patient, anchor: Anchor(),
            occurredAt: now, data: JSON.object(data).text)
        try EventStore(db).emit(arrival, in: asked.clinic, at: now)
    }
}
