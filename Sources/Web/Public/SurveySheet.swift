import Campaigns
import Markup
import Storage

/// What the page behind a survey's link shows: the questions, or thanks to everybody alike.
struct SurveySheet {
    let call: Call
    let asked: SurveyAnswers.Asked
    /// One of `SurveyDraft.languages`.
    let language: String
    let path: String

    private var words: SurveyWords { SurveyWords(language) }

    func ask(_ typed: SurveyTyped, problems: [Int: String] = [:], status: Int = 200) throws -> Response {
        let draft = asked.survey.draft
        let page = call.page("public/survey.html")
        page.keep("preview", if: false)
        SurveyQuestions(draft: draft, language: language, typed: typed, problems: problems).fill(page)
        page.text("about", words.about(asked.firstName))
        page.attribute("form", "action", path)
        let other = draft.wordedIn.first { $0 != language }
        page.keep("other", if: other != nil)
        page.text("other", words.otherLanguage)
        page.attribute("other", "href", other.map { "?language=\($0)" })
        page.attribute("other", "lang", other)
        page.attribute("other", "hreflang", other)
        return try respond(page, title: draft.heading(in: language), status: status)
    }

    func thank() throws -> Response {
        let page = call.page("public/survey-thanks.html")
        page.text("title", words.thanks)
        page.text("received", words.received(asked.clinicName))
        page.keep("call", if: !asked.clinicPhone.isEmpty)
        page.text("call", words.call(asked.clinicName, asked.clinicPhone))
        page.keep("review", if: !asked.reviewURL.isEmpty)
        page.text("review-asked", words.reviewAsked)
        page.text("review", words.review)
        page.attribute("review", "href", asked.reviewURL.isEmpty ? nil : asked.reviewURL)
        return try respond(page, title: words.thanks, status: 200)
    }

    private func respond(_ page: Page, title: String, status: Int) throws -> Response {
        let sender = PublicPage.Sender(name: asked.clinicName, address: asked.clinicAddress)
        return try PublicPage.respond(page, title: title, by: sender, language: language, status: status, call)
    }
}
