import Campaigns
import MariaDB

/// Surveys between rows and values: wordings are JSON by language.
enum SurveyRow {
    static func decode(_ row: Row, questions: [Row]) throws -> Survey {
        Survey(
            id: row.id("id"),
            draft: SurveyDraft(
                name: row.text("name"), headings: try headings(row.text("heading")),
                questions: try questions.map(question)),
            isInUse: !row.isNull("in_use"), version: row.int("version"))
    }

    static func headings(_ text: String) throws -> [String: String] {
        try members(text).reduce(into: [:]) { $0[$1.key] = $1.value.stringValue }
    }

    private static func question(_ row: Row) throws -> SurveyQuestion {
        let wordings = try members(row.text("wording")).reduce(into: [String: SurveyQuestion.Wording]()) {
            $0[$1.key] = SurveyQuestion.Wording(
                $1.value["text"]?.stringValue ?? "",
                choices: ($1.value["choices"]?.arrayValue ?? []).compactMap(\.stringValue))
        }
        return SurveyQuestion(row.choice("kind"), wordings)
    }

    private static func members(_ text: String) throws -> [JSON.Member] {
        try JSON.parse(Array(text.utf8)).objectValue ?? []
    }

    static func text(_ headings: [String: String]) -> String {
        object(headings) { .string($0) }.text
    }

    static func text(_ question: SurveyQuestion) -> String {
        object(question.wordings) { wording in
            .object(["text": .string(wording.text), "choices": .array(wording.choices.map(JSON.string))])
        }.text
    }

    /// In the order of the languages, so that the same is always written alike.
    private static func object<Words>(_ words: [String: Words], _ json: (Words) -> JSON) -> JSON {
        .object(words.sorted { $0.key < $1.key }.map { JSON.Member(key: $0.key, value: json($0.value)) })
    }
}
