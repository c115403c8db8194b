import Campaigns
import Storage

/// The clinic's surveys, and what was answered to them.
enum SurveyAPI {
    /// `GET /api/v1/surveys`
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["cursor"])
        let page = try SurveyRecords(api.db).page(after: query.cursor(), in: api.clinicID)
        return .page(page, cursor: { $0.id.description }, json)
    }

    /// `GET /api/v1/surveys/ID/responses`: in the order in which they came.
    static func responses(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["cursor"])
        let survey = try api.found(SurveyStore(api.db).survey(api.request.id("id"), in: api.clinicID))
        let times = try api.times()
        let page = try SurveyRecords(api.db).responses(to: survey.id, after: query.cursor(), in: api.clinicID)
        return .page(page, cursor: { $0.id.description }) { json($0, survey, times) }
    }

    private static func json(_ survey: Survey) -> JSON {
        .object([
            "id": .id(survey.id), "name": .string(survey.name), "inUse": .bool(survey.isInUse),
            "headings": words(survey.draft.headings) { .string($0) },
            "questions": .array(
                survey.questions.map { question in
                    .object([
                        "kind": .string(question.kind.rawValue),
                        "wordings": words(question.wordings) { wording in
                            .object([
                                "text": .string(wording.text),
                                "choices": .array(wording.choices.map(JSON.string)),
                            ])
                        },
                    ])
                }),
        ])
    }

    /// By language, in the order of the languages.
    private static func words<Words>(_ words: [String: Words], _ json: (Words) -> JSON) -> JSON {
        .object(words.sorted { $0.key < $1.key }.map { JSON.Member(key: $0.key, value: json($0.value)) })
    }

    /// One element of `answers` per question, in their order.
    private static func json(_ response: SurveyRecords.Response, _ survey: Survey, _ times: APITimes) -> JSON {
        .object([
            "id": .id(response.id), "sendId": .id(response.send), "patient": .string(response.patient),
            "appointment": .text(response.appointment), "contactId": .id(response.contact),
            "language": .string(response.language),
            "score": response.score.map { .integer(Int64($0)) } ?? .null,
            "answers": .array(survey.questions.indices.map { answer($0 + 1, response, survey) }),
            "answeredAt": times.json(response.answeredAt), "seenAt": times.json(response.seenAt),
        ])
    }

    private static func answer(_ position: Int, _ response: SurveyRecords.Response, _ survey: Survey) -> JSON {
        if survey.questions[position - 1].kind == .score {
            return response.score.map { .integer(Int64($0)) } ?? .null
        }
        switch response.answers[position] {
        case nil: return .null
        case .number(let number): return .integer(Int64(number))
        case .words(let words): return .string(words)
        }
    }
}
