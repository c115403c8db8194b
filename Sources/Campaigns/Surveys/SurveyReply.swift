/// What somebody answers to a survey, question by question.
public struct SurveyReply: Sendable, Hashable {
    public enum Answer: Sendable, Hashable {
        /// Of a rating, or a choice counted from 1.
        case number(Int)
        case words(String)
    }

    /// nil where the survey asks none.
    public let score: Int?
    /// By the questions' places; what was left open is not there, and the score neither.
    public let answers: [Int: Answer]
    public let language: String

    public init(score: Int?, answers: [Int: Answer], language: String) {
        self.score = score
        self.answers = answers
        self.language = language
    }

    public static let maximumWordsLength = 2_000

    /// Whether somebody of the clinic should call before it asks for anything else.
    public var isLow: Bool { score.map(NetPromoterScore.isDetracting) ?? false }
}
