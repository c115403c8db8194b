/// What answers from 0 to 10 say together: 9 and 10 promote, 7 and 8 stay out, and the rest detract.
public struct NetPromoterScore: Sendable, Hashable {
    public let promoters: Int
    public let passives: Int
    public let detractors: Int

    /// nil where nobody answered.
    ///
    /// - Parameter scores: in any order; each from 0 to 10.
    public init?(_ scores: [Int]) {
        precondition(scores.allSatisfy(SurveyAnswer.scores.contains), "a score is from 0 to 10")
        guard !scores.isEmpty else { return nil }
        promoters = scores.count { $0 >= Self.promoting }
        detractors = scores.count(where: Self.isDetracting)
        passives = scores.count - promoters - detractors
    }

    /// The same of answers that were counted; nil where nobody answered.
    ///
    /// - Parameter counts: how many gave each score.
    public init?(counts: [Int: Int]) {
        precondition(counts.keys.allSatisfy(SurveyAnswer.scores.contains), "a score is from 0 to 10")
        let all = counts.values.reduce(0, +)
        guard all > 0 else { return nil }
        promoters = counts.reduce(0) { $0 + ($1.key >= Self.promoting ? $1.value : 0) }
        detractors = counts.reduce(0) { $0 + (Self.isDetracting($1.key) ? $1.value : 0) }
        passives = all - promoters - detractors
    }

    /// Whether so low a score counts against the clinic.
    public static func isDetracting(_ score: Int) -> Bool { score <= detracting }

    private static let promoting = 9
    private static let detracting = 6

    private var count: Double { Double(promoters + passives + detractors) }

    /// Promoters' percent less detractors': from -100 to 100.
    public var score: Double { 100 * Double(promoters - detractors) / count }

    /// How far, in points, another count of such patients might lie from it, at 95 %; 0 where all answered alike.
    ///
    /// - Source: the variance of a mean of answers worth 1, 0 and -1, by the normal approximation.
    public var margin: Double {
        let mean = score / 100
        let variance = Double(promoters + detractors) / count - mean * mean
        return 100 * Normal.twoSided95 * (max(0, variance) / count).squareRoot()
    }
}
