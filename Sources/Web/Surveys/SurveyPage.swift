import Campaigns
import Storage

/// What a survey came to over a stretch of days.
enum SurveyPage {
    /// Comments on a page.
    static let mostComments = 50

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let survey = try visit.survey(request)
        let results = SurveyResults(visit.db, in: visit.clinicID, zone: visit.zone)
        let query = try period(request, of: survey, results, visit)
        let comments = try results.comments(on: survey.id, over: query.period, limit: mostComments + 1)
        let model = SurveyResultsPage(
            survey: survey, query: query, counts: try results.counts(of: survey.id, over: query.period),
            comments: Array(comments.prefix(mostComments)), isCut: comments.count > mostComments, visit: visit)
        let page = visit.page("surveys/results.html")
        visit.fields(problems: query.problems).fillErrors(page)
        page.insert(
            "period",
            PeriodBar(
                query: query, path: Path.survey(survey.id),
                csvPath: visit.may(.frontDesk) ? Path.surveyFile(survey.id) : nil, visit: visit
            ).page())
        model.fill(page)
        return try visit.respond(page, survey, tab: .results, status: query.problems.isEmpty ? 200 : 422)
    }

    static func period(_ request: Request, of survey: Survey, _ results: SurveyResults, _ visit: Visit) throws
        -> PeriodQuery
    {
        let today = visit.zone.civil(at: visit.now).date
        return PeriodQuery(request.query, today: today, beginning: try results.beginning(of: survey.id) ?? today)
    }

    /// From now on invitations lead to it.
    static func use(_ request: Request, _ visit: Visit) throws -> Response {
        let survey = try visit.survey(request)
        _ = try Form(request, names: [])
        guard try SurveyStore(visit.db).use(survey.id, in: visit.clinicID, by: visit.author, at: visit.now) else {
            throw HTTPRefusal.notFound
        }
        return try visit.redirect(
            to: Path.survey(survey.id),
            notice: Notice("“\(survey.name)” is asked from now on.", "Links that have left lead to what they led to."))
    }

    /// A survey of its own with the same questions.
    static func copy(_ request: Request, _ visit: Visit) throws -> Response {
        let survey = try visit.survey(request)
        _ = try Form(request, names: [])
        var draft = survey.draft
        let room = SurveyDraft.maximumNameLength - copied.unicodeScalars.count
        draft.name = String(survey.name.unicodeScalars.prefix(room)) + copied
        let id = try SurveyStore(visit.db).create(draft, in: visit.clinicID, by: visit.author, at: visit.now)
        return try visit.redirect(
            to: Path.surveyQuestions(id),
            notice: Notice("“\(draft.name)” is a copy to change.", "Nobody is asked it before you choose it."))
    }

    private static let copied = " (copy)"

    /// The page that patients get, with nothing behind its button.
    static func preview(_ request: Request, _ visit: Visit) throws -> Response {
        let survey = try visit.survey(request)
        let language = SurveyDraft.languages.first { $0 == request.query["language"] } ?? SurveyDraft.languages[0]
        let page = visit.page("public/survey.html")
        let words = SurveyWords(language)
        SurveyQuestions(draft: survey.draft, language: language).fill(page)
        page.text("about", words.about(MergeField.patientFirstName.sample))
        page.keep("preview", if: true)
        page.attribute("back", "href", Path.survey(survey.id))
        page.attribute("form", "action", Path.surveyPreview(survey.id))
        page.attribute("form", "method", "get")
        page.attribute("send", "type", "button")
        let other = survey.draft.wordedIn.first { $0 != language }
        page.keep("other", if: other != nil)
        page.text("other", words.otherLanguage)
        page.attribute("other", "href", other.map { "?language=\($0)" })
        page.attribute("other", "lang", other)
        page.attribute("other", "hreflang", other)
        let frame = PlainFrame(title: survey.draft.heading(in: language), language: language, brand: visit.clinicName)
        return try visit.call.templates.respond(page, in: frame)
    }
}
