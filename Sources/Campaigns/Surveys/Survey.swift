/// What a clinic asks its patients, one page of questions behind a link.
public struct Survey: Sendable, Hashable {
    public let id: ID<Survey>
    public var draft: SurveyDraft
    /// Whether it is the one that new invitations lead to.
    public var isInUse: Bool
    public let version: Int

    public init(id: ID<Survey>, draft: SurveyDraft, isInUse: Bool, version: Int) {
        self.id = id
        self.draft = draft
        self.isInUse = isInUse
        self.version = version
    }

    public var name: String { draft.name }
    public var questions: [SurveyQuestion] { draft.questions }
}

/// What staff may say of a survey.
public struct SurveyDraft: Sendable, Hashable {
    /// For staff.
    public var name: String
    /// What patients read on top, by language; English is always there.
    public var headings: [String: String]
    /// In the order in which they are asked; answers name them by their place, counted from 1.
    public var questions: [SurveyQuestion]

    public init(name: String, headings: [String: String], questions: [SurveyQuestion]) {
        self.name = name
        self.headings = headings
        self.questions = questions
    }

    /// Those that the pages for patients speak; the first stands in for one that is missing.
    public static let languages = ["en", "es"]
    public static let maximumNameLength = 120
    public static let maximumHeadingLength = 160
    public static let maximumQuestions = 10

    /// The first of those languages in which it is asked of somebody who reads `language`.
    public static func language(for language: String?) -> String {
        let tongue = language?.lowercased().split(separator: "-").first.map(String.init)
        return languages.first { $0 == tongue } ?? languages[0]
    }

    public func heading(in language: String) -> String {
        headings[language] ?? headings[Self.languages[0]] ?? name
    }

    /// The languages in which all of it is worded.
    public var wordedIn: [String] {
        Self.languages.filter { language in
            headings[language] != nil && questions.allSatisfy { $0.wordings[language] != nil }
        }
    }

    /// The place of the question whose answer is the score; nil where it asks none.
    public var scorePosition: Int? { questions.firstIndex { $0.kind == .score }.map { $0 + 1 } }
}
