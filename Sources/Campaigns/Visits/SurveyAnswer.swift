import CivilTime

/// What a patient answered to a survey, as the event of it tells.
public struct SurveyAnswer: Sendable, Hashable {
    /// How likely it is that the patient recommends the clinic; nil where the event told no whole number of these.
    public let score: Int?
    public let answeredAt: Instant

    public static let scores = 0...10

    public init(score: Int?, answeredAt: Instant) {
        self.score = score
        self.answeredAt = answeredAt
    }

    /// - Parameter data: of the event SURVEY_ANSWERED.
    public init(_ data: JSON?, answeredAt: Instant) {
        let told = data?["score"]?.integerValue.flatMap { Int(exactly: $0) }
        self.init(score: told.flatMap { Self.scores.contains($0) ? $0 : nil }, answeredAt: answeredAt)
    }
}
