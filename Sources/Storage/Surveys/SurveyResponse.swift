import Campaigns
import CivilTime

/// What somebody answered, known by its id.
public struct SurveyResponse: Sendable, Hashable {
    public let id: ID<SurveyResponse>
    public let patient: ID<Patient>
    public let patientName: String
    public let score: Int?
    public let answeredAt: Instant
    /// By the questions' places; the score is not among them.
    public var answers: [Int: SurveyReply.Answer]
}
