import Campaigns
import Storage

/// What was answered over a stretch of days, as a file for a spreadsheet: one line per answer, the oldest first.
enum SurveyFile {
    private static let mostLines = 20_000

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let survey = try visit.survey(request)
        let results = SurveyResults(visit.db, in: visit.clinicID, zone: visit.zone)
        let query = try SurveyPage.period(request, of: survey, results, visit)
        guard query.problems.isEmpty else {
            return .redirect(to: Path.with(Path.survey(survey.id), [("from", query.from), ("to", query.to)]))
        }
        let responses = try results.responses(to: survey.id, over: query.period, limit: mostLines)
        var csv = CSV(
            columns: ["Answered", "Patient"] + survey.questions.map { $0.wording(in: SurveyDraft.languages[0]).text })
        for response in responses {
            let local = visit.zone.civil(at: response.answeredAt)
            csv.add(
                ["\(local.date.text) \(local.time.text)", response.patientName]
                    + survey.questions.indices.map { cell(response, $0 + 1, survey) })
        }
        let period = query.period
        return csv.response("survey-\(survey.id)-\(period.first.text)-to-\(period.last.text).csv")
    }

    private static func cell(_ response: SurveyResponse, _ position: Int, _ survey: Survey) -> String {
        let question = survey.questions[position - 1]
        if question.kind == .score { return response.score.map(String.init) ?? "" }
        switch response.answers[position] {
        case nil: return ""
        case .words(let words): return words
        case .number(let number):
            let choices = question.wording(in: SurveyDraft.languages[0]).choices
            return choices.indices.contains(number - 1) ? choices[number - 1] : String(number)
        }
    }
}
