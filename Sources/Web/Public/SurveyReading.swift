import Campaigns

/// What somebody typed into a survey's page, question by question; nothing of it need make sense.
struct SurveyTyped {
    /// By the questions' places.
    var values: [Int: String] = [:]

    init() {}

    /// What an address chooses beforehand: the score, from a message.
    init(_ query: Fields, _ draft: SurveyDraft) {
        guard let position = draft.scorePosition, let score = query["score"].flatMap(Int.init),
            SurveyAnswer.scores.contains(score)
        else { return }
        values[position] = String(score)
    }

    static func field(_ position: Int) -> String { "q\(position)" }
}

/// A survey's page as it was sent: what it answers, or what is wrong with it in the patient's language.
struct SurveyReading {
    private(set) var typed = SurveyTyped()
    /// nil where something is wrong.
    private(set) var reply: SurveyReply?
    private(set) var problems: [Int: String] = [:]

    init(_ fields: Fields, _ draft: SurveyDraft, language: String) {
        let words = SurveyWords(language)
        var score: Int?
        var answers: [Int: SurveyReply.Answer] = [:]
        for (index, question) in draft.questions.enumerated() {
            let position = index + 1
            let given = fields.values(SurveyTyped.field(position))
            typed.values[position] = given.first
            guard given.count <= 1 else {
                problems[position] = words.unreadable
                continue
            }
            let text = given.first ?? ""
            guard let numbers = question.numbers else {
                switch Self.words(text) {
                case .none: problems[position] = words.unreadable
                case .some(let said) where said.unicodeScalars.count > SurveyReply.maximumWordsLength:
                    problems[position] = words.tooLong
                case .some(""): continue
                case .some(let said): answers[position] = .words(said)
                }
                continue
            }
            if text.isEmpty {
                if question.kind == .score { problems[position] = words.scoreMissing }
            } else if let number = Int(text), numbers.contains(number) {
                if question.kind == .score { score = number } else { answers[position] = .number(number) }
            } else {
                problems[position] = words.unreadable
            }
        }
        if problems.isEmpty, score == nil, answers.isEmpty { problems[1] = words.nothingAnswered }
        if problems.isEmpty { reply = SurveyReply(score: score, answers: answers, language: language) }
    }

    /// Without blanks around it, line ends as `\n`; nil with a control character.
    private static func words(_ text: String) -> String? {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let isControl = { (scalar: Unicode.Scalar) in
            scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
        }
        guard !lines.unicodeScalars.contains(where: isControl) else { return nil }
        let rest = lines.drop(while: \.isWhitespace)
        return String(rest.reversed().drop(while: \.isWhitespace).reversed())
    }
}
