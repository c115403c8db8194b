import Campaigns
import Markup
import Storage

/// The clinic's surveys, and where those who answered may review it.
enum SurveyList {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try respond(visit, typed: SurveyStore(visit.db).reviewPage(of: visit.clinicID))
    }

    /// `POST /surveys/review`
    static func saveReviewPage(_ request: Request, _ visit: Visit) throws -> Response {
        var form = try Form(request, names: ["review", "was"])
        let address = form.line("review", limit: 500)
        if !address.isEmpty, !WebAddress.isOne(address) {
            form.add("review", "Give the whole address, such as https://reviews.example/our-clinic, or leave it empty.")
        }
        guard form.problems.isEmpty else {
            return try respond(visit, typed: form["review"], problems: form.problems, status: 422)
        }
        let isSaved = try SurveyStore(visit.db).setReviewPage(
            address, was: form["was"], of: visit.clinicID, by: visit.author, at: visit.now)
        guard isSaved else {
            let problem = FormProblem(
                "review", "Somebody else changed it meanwhile. What you typed stands here still; save again to keep it."
            )
            return try respond(visit, typed: form["review"], problems: [problem], status: 409)
        }
        let said = address.isEmpty ? "Nobody is asked for a review." : "Everybody who answers a survey sees it."
        return try visit.redirect(to: Path.surveys, notice: Notice("The page for reviews is saved.", said))
    }

    private static func respond(_ visit: Visit, typed: String, problems: [FormProblem] = [], status: Int = 200) throws
        -> Response
    {
        let store = SurveyStore(visit.db)
        let surveys = try store.all(in: visit.clinicID)
        let page = visit.page("surveys/list.html")
        page.text("lead", lead(surveys))
        page.keep("may-create", if: visit.may(.manager) && !surveys.isEmpty)
        page.keep("table", if: !surveys.isEmpty)
        page.keep("empty", if: surveys.isEmpty)
        page.keep("may-begin", if: visit.may(.manager))
        page.each("survey", surveys) { row, survey in
            row.text("name", survey.name)
            row.attribute("name", "href", Path.survey(survey.id))
            row.keep("in-use", if: survey.isInUse)
            row.text("responses", Numbers.grouped(survey.responses))
            row.keep("answered", if: survey.answeredAt != nil)
            row.keep("never", if: survey.answeredAt == nil)
            if let answeredAt = survey.answeredAt { visit.times.fill(row, "answered", answeredAt) }
        }
        page.keep("review-part", if: visit.may(.manager))
        let fields = visit.fields(problems: problems)
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.reviewPage)
        page.attribute("was", "value", try store.reviewPage(of: visit.clinicID))
        page.insert(
            "fields",
            fields.input(
                "review", "Page for reviews", value: typed,
                hint: "The whole address, such as your page on a map service. Empty: nobody is asked.", type: "url",
                attributes: ["maxlength": "500"]))
        return try visit.respond(page, in: Frame(title: Noun.surveys.name, noun: .surveys, status: status))
    }

    private static func lead(_ surveys: [SurveyStore.Listed]) -> String {
        let count = Numbers.count(surveys.count, "survey", "surveys")
        guard let asked = surveys.first(where: \.isInUse) else { return "\(count) · none is asked now" }
        return "\(count) · “\(asked.name)” is asked now"
    }
}
