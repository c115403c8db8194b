extension SurveyDraft {
    /// What a clinic asks that has said nothing else: the score, how it was, and the rest in own words.
    public static let standard = SurveyDraft(
        name: "After a visit", headings: ["en": "How was your visit?", "es": "¿Cómo fue su visita?"],
        questions: [
            SurveyQuestion(
                .score,
                [
                    "en": .init("How likely are you to recommend us to a friend or relative?"),
                    "es": .init("¿Qué probabilidad hay de que nos recomiende a un amigo o familiar?"),
                ]),
            SurveyQuestion(
                .rating,
                [
                    "en": .init("How well did we explain what we were doing?"),
                    "es": .init("¿Qué tal le explicamos lo que hacíamos?"),
                ]),
            SurveyQuestion(
                .text,
                [
                    "en": .init("What could we do better, or what did you like?"),
                    "es": .init("¿Qué podríamos mejorar o qué le gustó?"),
                ]),
        ])
}
