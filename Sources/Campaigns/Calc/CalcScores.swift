extension CalcInput {
    /// What the answers to "would you recommend us" come to: `scores` are whole numbers from 0 to 10.
    func nps() throws -> JSON {
        let told = value("scores")?.arrayValue?.map { $0.integerValue.flatMap { Int(exactly: $0) } } ?? []
        let scores = told.compactMap(\.self).filter(SurveyAnswer.scores.contains)
        guard scores.count == told.count, let result = NetPromoterScore(scores) else {
            throw CalcProblem("scores: one or more whole numbers from 0 to 10 are expected")
        }
        return [
            "score": .number(result.score), "margin": .number(result.margin),
            "promoters": .integer(Int64(result.promoters)),
            "passives": .integer(Int64(result.passives)), "detractors": .integer(Int64(result.detractors)),
        ]
    }
}
