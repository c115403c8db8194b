import Campaigns

extension SurveyForm {
    private static let english = SurveyDraft.languages[0]

    /// What it says; nil where something is wrong, which then stands in the form's problems.
    func draft(_ form: inout Form) -> SurveyDraft? {
        let name = form.line("name", limit: SurveyDraft.maximumNameLength, missing: "Give it a name.")
        var headings: [String: String] = [:]
        for language in SurveyDraft.languages {
            let heading = form.line(
                "heading-\(language)", limit: SurveyDraft.maximumHeadingLength,
                missing: language == Self.english ? "Say what patients read on top." : nil)
            if !heading.isEmpty { headings[language] = heading }
        }
        if questions.isEmpty { form.add("add", "Ask at least one question.") }
        let asked = questions.indices.compactMap { question(at: $0 + 1, questions[$0], &form) }
        let scores = questions.indices.filter { questions[$0].kind == SurveyQuestion.Kind.score.rawValue }
        if let second = scores.dropFirst().first {
            form.add("kind-\(second + 1)", "A survey asks for one recommendation: this would be the second.")
        }
        guard form.problems.isEmpty, asked.count == questions.count else { return nil }
        return SurveyDraft(name: name, headings: headings, questions: asked)
    }

    private func question(at position: Int, _ typed: Question, _ form: inout Form) -> SurveyQuestion? {
        guard
            let kind = form.choice(
                "kind-\(position)", of: SurveyQuestion.Kind.self, missing: "Choose how it is answered.")
        else { return nil }
        var wordings: [String: SurveyQuestion.Wording] = [:]
        for language in SurveyDraft.languages {
            let text = form.line(
                Self.text(language, position), limit: SurveyQuestion.maximumTextLength,
                missing: language == Self.english ? "Write the question, or remove it." : nil)
            let choices = kind == .choice ? choices(language, position, &form) : []
            if !text.isEmpty { wordings[language] = SurveyQuestion.Wording(text, choices: choices) }
        }
        if kind == .choice { check(wordings, position, &form) }
        return SurveyQuestion(kind, wordings)
    }

    private func choices(_ language: String, _ position: Int, _ form: inout Form) -> [String] {
        let field = Self.choices(language, position)
        let limit = SurveyQuestion.maximumChoices * (SurveyQuestion.maximumChoiceLength + 1)
        let lines = form.lines(field, limit: limit).split(separator: "\n").map { line in
            line.trimmingPrefix(while: \.isWhitespace)
        }
        let choices = lines.map { String($0.reversed().drop(while: \.isWhitespace).reversed()) }.filter { !$0.isEmpty }
        if choices.count > SurveyQuestion.maximumChoices {
            form.add(field, "At most \(SurveyQuestion.maximumChoices) choices, one a line.")
        }
        if choices.contains(where: { $0.unicodeScalars.count > SurveyQuestion.maximumChoiceLength }) {
            form.add(field, "Keep each choice under \(SurveyQuestion.maximumChoiceLength) characters.")
        }
        return choices
    }

    private func check(_ wordings: [String: SurveyQuestion.Wording], _ position: Int, _ form: inout Form) {
        let count = wordings[Self.english]?.choices.count ?? 0
        if count < 2 { form.add(Self.choices(Self.english, position), "Give at least two choices, one a line.") }
        for (language, wording) in wordings where language != Self.english && wording.choices.count != count {
            form.add(
                Self.choices(language, position),
                "Give as many choices as in English, in the same order: \(count).")
        }
    }
}
