import Campaigns
import Markup
import Storage

extension Path {
    static let surveys = "/surveys"
    static let newSurvey = "/surveys/new"
    static let reviewPage = "/surveys/review"
    static func survey(_ id: ID<Survey>) -> String { "\(surveys)/\(id)" }
    static func surveyQuestions(_ id: ID<Survey>) -> String { "\(survey(id))/questions" }
    static func surveyPreview(_ id: ID<Survey>) -> String { "\(survey(id))/preview" }
    static func surveyUse(_ id: ID<Survey>) -> String { "\(survey(id))/use" }
    static func surveyCopy(_ id: ID<Survey>) -> String { "\(survey(id))/copy" }
    static func surveyFile(_ id: ID<Survey>) -> String { "\(survey(id))/answers.csv" }
}

/// The pages of one survey, as tabs.
enum SurveyTab: String, CaseIterable {
    case results = "Results"
    case questions = "Questions"

    func path(_ id: ID<Survey>) -> String {
        switch self {
        case .results: Path.survey(id)
        case .questions: Path.surveyQuestions(id)
        }
    }
}

extension Visit {
    /// The survey of the path.
    ///
    /// - Throws: `HTTPRefusal.notFound` for another clinic's, too.
    func survey(_ request: Request) throws -> Survey {
        guard let survey = try SurveyStore(db).survey(request.id("id"), in: clinicID) else {
            throw HTTPRefusal.notFound
        }
        return survey
    }

    /// A page of the survey under its tabs.
    func respond(_ content: Page, _ survey: Survey, tab: SurveyTab, status: Int = 200) throws -> Response {
        let head = page("surveys/head.html")
        head.text("name", survey.name)
        head.keep("in-use", if: survey.isInUse)
        head.text("lead", survey.isInUse ? "New invitations lead here" : "Not asked at the moment")
        head.keep("may-use", if: may(.manager) && !survey.isInUse)
        head.attribute("use", "action", Path.surveyUse(survey.id))
        head.attribute("use-token", "value", token)
        head.keep("may-copy", if: may(.manager))
        head.attribute("copy", "action", Path.surveyCopy(survey.id))
        head.attribute("copy-token", "value", token)
        head.attribute("look", "href", Path.surveyPreview(survey.id))
        head.each("tab", SurveyTab.allCases) { row, one in
            row.text("tab", one.rawValue)
            row.attribute("tab", "href", one.path(survey.id))
            row.attribute("tab", "aria-current", one == tab ? "page" : nil)
        }
        content.insert("head", head)
        let frame = Frame(
            title: tab == .results ? survey.name : "\(tab.rawValue) · \(survey.name)",
            crumbs: [Crumb(Noun.surveys.name, Path.surveys)], noun: .surveys, status: status)
        return try respond(content, in: frame)
    }
}
