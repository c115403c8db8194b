import Campaigns
import Markup
import Storage

/// The questions of one survey, or of one to be made, as a form; as a table once they stay as they are.
struct SurveyEditorPage {
    let visit: Visit
    /// nil for a new one.
    let stored: Survey?
    var typed: SurveyForm
    /// Whether somebody was asked already.
    var isFrozen = false
    var problems: [FormProblem] = []
    var status = 200

    private var isEditable: Bool { visit.may(.manager) && !isFrozen }

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("surveys/questions.html")
        let fields = visit.fields(problems: problems)
        fields.fillErrors(page)
        page.keep("frozen", if: isFrozen)
        page.text(
            "frozen",
            "People were invited to this survey, so its questions stay as they are and answers stay comparable. Copy it to ask something else."
        )
        page.keep("editable", if: isEditable)
        page.keep("readable", if: !isEditable)
        if isEditable { fill(page, fields) } else { fillLines(page) }
        guard let stored else {
            page.insert("head", visit.page("surveys/new-head.html"))
            let frame = Frame(
                title: "New survey", crumbs: [Crumb(Noun.surveys.name, Path.surveys)], noun: .surveys, status: status)
            return try visit.respond(page, in: frame)
        }
        return try visit.respond(page, stored, tab: .questions, status: status)
    }

    private func fill(_ page: Page, _ fields: FieldPages) {
        visit.fill(of: page, postingTo: stored.map { Path.surveyQuestions($0.id) } ?? Path.surveys)
        page.attribute("version", "value", String(typed.version))
        page.insert(
            "fields",
            fields.input(
                "name", "Name", value: typed.name, hint: "For staff; patients never see it.",
                attributes: ["maxlength": String(SurveyDraft.maximumNameLength)]))
        for language in SurveyDraft.languages {
            page.insert(
                "fields",
                fields.input(
                    "heading-\(language)", "Heading in \(LanguageWords.name(language))",
                    value: typed.headings[language] ?? "",
                    hint: language == "en" ? "What patients read on top." : "Without it they read the English one.",
                    attributes: ["maxlength": String(SurveyDraft.maximumHeadingLength), "lang": language]))
        }
        page.each("question", Array(typed.questions.enumerated())) { row, item in
            fill(row, item.element, item.offset + 1, fields)
        }
        page.keep("may-add", if: typed.questions.count < SurveyDraft.maximumQuestions)
    }

    private func fill(_ row: Page, _ question: SurveyForm.Question, _ position: Int, _ fields: FieldPages) {
        row.attribute("question", "id", "question-\(position)")
        row.text("legend", "Question \(position)")
        row.insert(
            "kind",
            fields.select(
                "kind-\(position)", "Answered by",
                SurveyQuestion.Kind.allCases.map { FieldPages.Choice($0.rawValue, $0.phrase) }, value: question.kind))
        for (slot, language) in zip(["english", "spanish"], SurveyDraft.languages) {
            let name = LanguageWords.name(language)
            row.insert(
                slot,
                fields.input(
                    SurveyForm.text(language, position), "Question in \(name)", value: question.texts[language] ?? "",
                    attributes: ["maxlength": String(SurveyQuestion.maximumTextLength), "lang": language]))
            // Without a script the kind may be changed before the page knows it.
            row.insert(
                slot,
                fields.textarea(
                    SurveyForm.choices(language, position), "Choices in \(name)",
                    value: question.choices[language] ?? "", hint: "One a line; only for a question with choices.",
                    rows: 3, attributes: ["lang": language]))
        }
        row.keep("may-rise", if: position > 1)
        row.attribute("rise", "value", "up-\(position)")
        row.attribute("rise", "aria-label", "Move question \(position) up")
        row.attribute("remove", "value", "remove-\(position)")
        row.attribute("remove", "aria-label", "Remove question \(position)")
    }

    private func fillLines(_ page: Page) {
        page.each("line", stored?.questions ?? []) { row, question in
            let wording = question.wording(in: "en")
            row.text("line-text", wording.text)
            row.keep("line-choices", if: !wording.choices.isEmpty)
            row.text("line-choices", wording.choices.joined(separator: " · "))
            row.text("line-kind", question.kind.phrase)
            row.text("line-spanish", question.wordings["es"]?.text ?? "–")
        }
    }
}
