/// One question of a survey.
public struct SurveyQuestion: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// How likely it is that the patient recommends the clinic, from 0 to 10: the NPS.
        case score
        /// From 1 to 5.
        case rating
        /// One of the choices.
        case choice
        /// In the patient's own words.
        case text

        /// As staff read it.
        public var phrase: String {
            switch self {
            case .score: "Recommendation, 0 to 10"
            case .rating: "Rating, 1 to 5"
            case .choice: "One of several choices"
            case .text: "Own words"
            }
        }
    }

    public struct Wording: Sendable, Hashable {
        public var text: String
        /// As many in every language; empty for what is no choice.
        public var choices: [String]

        public init(_ text: String, choices: [String] = []) {
            self.text = text
            self.choices = choices
        }
    }

    public var kind: Kind
    /// By language; English is always there.
    public var wordings: [String: Wording]

    public init(_ kind: Kind, _ wordings: [String: Wording]) {
        self.kind = kind
        self.wordings = wordings
    }

    public static let maximumTextLength = 300
    public static let maximumChoices = 10
    public static let maximumChoiceLength = 120

    public func wording(in language: String) -> Wording {
        wordings[language] ?? wordings[SurveyDraft.languages[0]] ?? Wording("")
    }

    /// The numbers that answer it; nil where words do.
    public var numbers: ClosedRange<Int>? {
        switch kind {
        case .score: SurveyAnswer.scores
        case .rating: 1...5
        case .choice: 1...max(1, wording(in: SurveyDraft.languages[0]).choices.count)
        case .text: nil
        }
    }
}
