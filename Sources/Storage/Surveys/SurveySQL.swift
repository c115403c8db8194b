enum SurveySQL: String, CaseIterable {
    /// One row per survey of the clinic, the one in use first, then the newest; with how many answered, and when the last.
    case list = """
        SELECT s.id, s.name, s.heading, s.in_use, s.version, s.updated_at, (
                   SELECT COUNT(*) FROM survey_response r FORCE INDEX (survey_response_day)
                   WHERE r.clinic_id = s.clinic_id AND r.survey_id = s.id) AS responses, (
                   SELECT MAX(r.answered_at) FROM survey_response r FORCE INDEX (survey_response_day)
                   WHERE r.clinic_id = s.clinic_id AND r.survey_id = s.id) AS answered_at
        FROM survey s WHERE s.clinic_id = ? ORDER BY s.in_use DESC, s.id DESC LIMIT ?
        """
    /// One row: the survey.
    case one = "SELECT id, name, heading, in_use, version, updated_at FROM survey WHERE clinic_id = ? AND id = ?"
    /// The same, locked.
    case lock = """
        SELECT id, name, heading, in_use, version, updated_at FROM survey WHERE clinic_id = ? AND id = ? FOR UPDATE
        """
    /// One row: the survey that new invitations lead to; none where there is none.
    case inUse = "SELECT id FROM survey FORCE INDEX (survey_in_use) WHERE clinic_id = ? AND in_use = TRUE"
    /// One row per question of a survey, in their order.
    case questions = "SELECT kind, wording FROM survey_question WHERE clinic_id = ? AND survey_id = ? ORDER BY position"
    /// One row where anybody was invited to it or answered.
    case asked = """
        SELECT 1 AS asked FROM survey_invitation FORCE INDEX (survey_invitation_survey)
        WHERE clinic_id = ? AND survey_id = ? LIMIT 1
        """
    case insert = """
        INSERT INTO survey (clinic_id, name, heading, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
        """
    case insertQuestion = """
        INSERT INTO survey_question (clinic_id, survey_id, position, kind, wording) VALUES (?, ?, ?, ?, ?)
        """
    case update = """
        UPDATE survey SET name = ?, heading = ?, version = version + 1, updated_at = ? WHERE clinic_id = ? AND id = ?
        """
    case clearQuestions = "DELETE FROM survey_question WHERE clinic_id = ? AND survey_id = ?"
    case stopUse = "UPDATE survey SET in_use = NULL WHERE clinic_id = ? AND in_use = TRUE"
    case use = "UPDATE survey SET in_use = TRUE WHERE clinic_id = ? AND id = ?"
    /// One row: where the clinic may be reviewed.
    case reviewPage = "SELECT review_url FROM clinic WHERE id = ?"
    case setReviewPage = "UPDATE clinic SET review_url = ? WHERE id = ?"
}
