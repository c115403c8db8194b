import Campaigns
import CivilTime
import MariaDB

/// A comparison of the survey that the patient answered last.
struct SurveyCondition {
    let test: FieldTest
    let scope: AudienceScope

    var answer: RuleCondition.Answer {
        switch test.field {
        case .surveyInvited: .extreme(test, "MAX(v.invited_at)", of: .invitations(scope.clinic.id), where: .yes, scope)
        case .surveyAnswered: .extreme(test, "MAX(e.occurred_at)", of: .surveys, where: isSurvey, scope)
        default: .given(test, if: ofLast(isKnown), score)
        }
    }

    private var isSurvey: SQLCondition { SQLCondition("e.type = 'SURVEY_ANSWERED'") }

    private var score: RuleCondition.Answer {
        guard case .number(let limit)? = test.value, test.compare(0) != nil else { return .never }
        let comparison = SQLCondition("\(Self.score) \(test.op.sql) ?", [.number(limit)])
        return RuleCondition.Answer(
            isTrue: ofLast(.all([isKnown, comparison])), isFalse: ofLast(.all([isKnown, comparison.denied])))
    }

    private static let score = "CAST(JSON_VALUE(e.data, '$.score') AS SIGNED)"

    /// As `SurveyAnswer` reads it: a whole number of the scale.
    private var isKnown: SQLCondition {
        let scores = SurveyAnswer.scores
        return SQLCondition(
            "(JSON_TYPE(JSON_EXTRACT(e.data, '$.score')) = 'INTEGER' AND \(Self.score) BETWEEN ? AND ?)",
            [.number(scores.lowerBound), .number(scores.upperBound)], cost: .lookup)
    }

    /// Whether it holds of the one than which no other is later.
    private func ofLast(_ condition: SQLCondition) -> SQLCondition {
        scope.isAmong(.surveys, where: .all([isSurvey, condition, noneLater]))
    }

    private var noneLater: SQLCondition {
        SQLCondition(
            """
            NOT EXISTS (SELECT 1 FROM event l FORCE INDEX (event_of_patient) WHERE l.clinic_id = e.clinic_id \
            AND l.type = 'SURVEY_ANSWERED' AND l.patient_id = e.patient_id AND (l.occurred_at > e.occurred_at \
            OR (l.occurred_at = e.occurred_at AND l.id > e.id)))
            """, cost: .history)
    }
}
