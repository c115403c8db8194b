import Campaigns

/// A survey as it is typed: its questions in order, in both languages.
struct SurveyForm {
    struct Question {
        var kind = SurveyQuestion.Kind.text.rawValue
        /// By language.
        var texts: [String: String] = [:]
        /// By language, one choice a line.
        var choices: [String: String] = [:]

        init() {}
    }

    static let actField = "act"

    var name: String
    /// By language.
    var headings: [String: String]
    var questions: [Question]
    var version: Int

    init(_ draft: SurveyDraft, version: Int) {
        name = draft.name
        headings = draft.headings
        questions = draft.questions.map { question in
            var typed = Question()
            typed.kind = question.kind.rawValue
            typed.texts = question.wordings.mapValues(\.text)
            typed.choices = question.wordings.mapValues { $0.choices.joined(separator: "\n") }
            return typed
        }
        self.version = version
    }

    /// As many questions as were sent one after the other.
    init(_ form: Form) {
        name = form["name"]
        headings = Self.byLanguage { form["heading-\($0)"] }
        questions = (1...SurveyDraft.maximumQuestions).prefix { form.fields["kind-\($0)"] != nil }.map { position in
            var typed = Question()
            typed.kind = form["kind-\(position)"]
            typed.texts = Self.byLanguage { form[Self.text($0, position)] }
            typed.choices = Self.byLanguage { form[Self.choices($0, position)] }
            return typed
        }
        version = form.version
    }

    private static func byLanguage(_ typed: (String) -> String) -> [String: String] {
        Dictionary(uniqueKeysWithValues: SurveyDraft.languages.map { ($0, typed($0)) })
    }

    static func text(_ language: String, _ position: Int) -> String { "text-\(language)-\(position)" }
    static func choices(_ language: String, _ position: Int) -> String { "choices-\(language)-\(position)" }

    /// Every field that it may have.
    static let names: Set<String> = {
        let languages = SurveyDraft.languages
        let questions = (1...SurveyDraft.maximumQuestions).flatMap { position in
            ["kind-\(position)"] + languages.flatMap { [text($0, position), choices($0, position)] }
        }
        return Set(["name", actField, Form.versionField] + languages.map { "heading-\($0)" } + questions)
    }()

    /// Adds, removes or moves a question, as a button of the page asks; nothing is stored by it.
    ///
    /// - Returns: whether one did.
    mutating func isRearranged(_ form: Form) -> Bool {
        guard !form[Self.actField].isEmpty else { return false }
        let words = form[Self.actField].split(separator: "-").map(String.init)
        let act = words.first ?? ""
        let index = (words.count == 2 ? Int(words[1]) : nil).map { $0 - 1 }
        switch (act, index) {
        case ("add", nil) where questions.count < SurveyDraft.maximumQuestions: questions.append(Question())
        case ("remove", let index?) where questions.indices.contains(index): questions.remove(at: index)
        case ("up", let index?) where index > 0 && questions.indices.contains(index):
            questions.swapAt(index, index - 1)
        default: break
        }
        return true
    }
}
