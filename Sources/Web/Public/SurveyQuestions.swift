import Campaigns
import Markup

/// Draws a survey's questions, with what was typed and what is wrong with it.
struct SurveyQuestions {
    let draft: SurveyDraft
    /// One of `SurveyDraft.languages`.
    let language: String
    var typed = SurveyTyped()
    var problems: [Int: String] = [:]

    private var words: SurveyWords { SurveyWords(language) }

    func fill(_ page: Page) {
        page.text("heading", draft.heading(in: language))
        page.attribute("language", "value", language)
        page.text("send", words.send)
        page.keep("errors", if: !problems.isEmpty)
        page.each("error", problems.sorted { $0.key < $1.key }) { row, problem in
            row.text("error", problem.value)
            row.attribute("error", "href", "#\(firstField(of: problem.key))")
        }
        page.each("question", Array(draft.questions.enumerated())) { row, item in
            fill(row, item.element, item.offset + 1)
        }
    }

    /// What a problem's link leads to.
    private func firstField(of position: Int) -> String {
        let numbers = draft.questions.indices.contains(position - 1) ? draft.questions[position - 1].numbers : nil
        return numbers.map { "\(SurveyTyped.field(position))-\($0.lowerBound)" } ?? SurveyTyped.field(position)
    }

    private func fill(_ row: Page, _ question: SurveyQuestion, _ position: Int) {
        let isScale = question.kind == .score || question.kind == .rating
        row.keep("scale", if: isScale)
        row.keep("choice", if: question.kind == .choice)
        row.keep("text", if: question.kind == .text)
        switch question.kind {
        case .score: fillScale(row, question, position, 0...10, low: words.unlikely, high: words.likely)
        case .rating: fillScale(row, question, position, 1...5, low: words.poor, high: words.excellent)
        case .choice: fillChoices(row, question, position)
        case .text: fillText(row, question, position)
        }
    }

    private func fillScale(
        _ row: Page, _ question: SurveyQuestion, _ position: Int, _ numbers: ClosedRange<Int>, low: String,
        high: String
    ) {
        let name = SurveyTyped.field(position)
        row.attribute("scale", "data-size", String(numbers.count))
        row.text("scale-text", question.wording(in: language).text)
        row.keep("scale-error", if: problems[position] != nil)
        row.text("scale-error", problems[position] ?? "")
        row.text("low", "\(numbers.lowerBound): \(low)")
        row.text("high", "\(numbers.upperBound): \(high)")
        row.each("number", Array(numbers)) { row, number in
            row.text("shown", String(number))
            row.attribute("number", "id", "\(name)-\(number)")
            row.attribute("number", "name", name)
            row.attribute("number", "value", String(number))
            row.attribute("number", "checked", typed.values[position] == String(number) ? "checked" : nil)
            let end = number == numbers.lowerBound ? low : number == numbers.upperBound ? high : nil
            row.attribute("number", "aria-label", end.map { "\(number), \($0)" })
        }
    }

    private func fillChoices(_ row: Page, _ question: SurveyQuestion, _ position: Int) {
        let name = SurveyTyped.field(position)
        row.text("choice-text", question.wording(in: language).text)
        row.keep("choice-error", if: problems[position] != nil)
        row.text("choice-error", problems[position] ?? "")
        row.each("choice", Array(question.wording(in: language).choices.enumerated())) { row, item in
            let value = String(item.offset + 1)
            row.attribute("choice", "id", "\(name)-\(value)")
            row.attribute("choice", "name", name)
            row.attribute("choice", "value", value)
            row.attribute("choice", "checked", typed.values[position] == value ? "checked" : nil)
            row.text("choice-label", item.element)
            row.attribute("choice-label", "for", "\(name)-\(value)")
        }
    }

    private func fillText(_ row: Page, _ question: SurveyQuestion, _ position: Int) {
        let name = SurveyTyped.field(position)
        row.text("text-label", question.wording(in: language).text)
        row.attribute("text-label", "for", name)
        row.text("text-hint", words.optional)
        row.attribute("text-hint", "id", "\(name)-hint")
        row.keep("text-error", if: problems[position] != nil)
        row.text("text-error", problems[position] ?? "")
        row.attribute("words", "id", name)
        row.attribute("words", "name", name)
        row.attribute("words", "maxlength", String(SurveyReply.maximumWordsLength))
        row.attribute("words", "aria-describedby", "\(name)-hint")
        row.text("words", typed.values[position] ?? "")
    }
}
