import Campaigns
import Testing

@Suite struct SurveyDraftTests {
    @Test(
        "somebody is asked in the own language where the pages speak it, else in English",
        arguments: [
            ("es", "es"), ("ES-mx", "es"), ("en-US", "en"), ("de", "en"), ("", "en"), (nil, "en"), ("essex", "en"),
        ] as [(String?, String)])
    func language(read: String?, asked: String) {
        #expect(SurveyDraft.language(for: read) == asked)
    }

    @Test("the standard survey asks the score, a rating and own words, in both languages")
    func standard() {
        let draft = SurveyDraft.standard
        #expect(draft.questions.map(\.kind) == [.score, .rating, .text])
        #expect(draft.wordedIn == ["en", "es"])
        #expect(draft.scorePosition == 1)
        #expect(draft.heading(in: "es") == "¿Cómo fue su visita?")
    }

    @Test("what is not worded in a language is asked in English, and the language is not offered")
    func fallback() {
        var draft = SurveyDraft.standard
        draft.questions[1].wordings["es"] = nil
        #expect(draft.wordedIn == ["en"])
        #expect(draft.questions[1].wording(in: "es").text.hasPrefix("How well"))
        draft.headings["es"] = nil
        #expect(draft.heading(in: "es") == "How was your visit?")
    }

    @Test(
        "a score from 0 to 6 is low, and none is not",
        arguments: [(0, true), (6, true), (7, false), (10, false), (nil, false)] as [(Int?, Bool)])
    func low(score: Int?, isLow: Bool) {
        #expect(SurveyReply(score: score, answers: [:], language: "en").isLow == isLow)
    }

    @Test("a net promoter score of counted answers is that of the answers themselves")
    func counted() {
        let scores = [0, 6, 6, 7, 8, 9, 10, 10, 10, 3]
        let counts = Dictionary(grouping: scores) { $0 }.mapValues(\.count)
        #expect(NetPromoterScore(counts: counts) == NetPromoterScore(scores))
        #expect(NetPromoterScore(counts: [:]) == nil)
        #expect(NetPromoterScore(counts: [9: 0]) == nil)
    }
}
