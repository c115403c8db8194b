import Campaigns
import Storage
import Tokens

/// The page on which a patient answers the clinic's survey, once. Looking at it stores nothing, since scanners look at
/// every link.
enum SurveyAnswering {
    /// `GET /p/s/TOKEN`; `?score=9` opens it with that number chosen, and `?language=es` in that language.
    static func show(_ request: Request, _ call: Call) throws -> Response {
        try respond(request, call) { asked in
            let page = SurveySheet(
                call: call, asked: asked, language: language(request.query, asked), path: request.path)
            return asked.isAnswered ? try page.thank() : try page.ask(SurveyTyped(request.query, asked.survey.draft))
        }
    }

    /// `POST /p/s/TOKEN`. A second answer changes nothing. Fields that the page has not are none of its business.
    static func act(_ request: Request, _ call: Call) throws -> Response {
        try respond(request, call) { asked in
            guard let fields = Fields(form: request.body) else {
                throw HTTPRefusal.badRequest(
                    "What you sent could not be read. Nothing was stored; please go back and try again.")
            }
            return try store(fields, asked, request, call)
        }
    }

    private static func store(_ fields: Fields, _ asked: SurveyAnswers.Asked, _ request: Request, _ call: Call) throws
        -> Response
    {
        let language = language(fields, asked)
        let there = Path.with(request.path, language == usual(asked) ? [] : [("language", language)])
        guard !asked.isAnswered else { return .redirect(to: there) }
        let reading = SurveyReading(fields, asked.survey.draft, language: language)
        guard let reply = reading.reply else {
            let page = SurveySheet(call: call, asked: asked, language: language, path: request.path)
            return try page.ask(reading.typed, problems: reading.problems, status: 422)
        }
        try SurveyAnswers(call.db).answer(asked, reply, at: call.now)
        return .redirect(to: there)
    }

    private static func respond(
        _ request: Request, _ call: Call, _ respond: (SurveyAnswers.Asked) throws -> Response
    ) throws -> Response {
        let token = try PublicPage.token(request)
        let (clinic, send): (ID<Clinic>, ID<Send>)
        switch PublicPage.links(call).readSurvey(token, now: call.now.seconds) {
        case .refused: return try PublicPage.gone(call)
        case .expired: return try PublicPage.gone(call, status: 410)
        case .signed(let subject): (clinic, send) = (ID(subject.clinic), ID(subject.send))
        case .short(let code):
            guard let link = try SurveyInvitations(call.db).link(code) else { return try PublicPage.gone(call) }
            guard call.now < link.endsAt else { return try PublicPage.gone(call, status: 410) }
            (clinic, send) = (link.clinic, link.send)
        }
        guard let asked = try SurveyAnswers(call.db).asked(by: send, in: clinic) else {
            return try PublicPage.gone(call)
        }
        return try respond(asked)
    }

    private static func usual(_ asked: SurveyAnswers.Asked) -> String { SurveyDraft.language(for: asked.language) }

    private static func language(_ fields: Fields, _ asked: SurveyAnswers.Asked) -> String {
        SurveyDraft.languages.first { $0 == fields["language"] } ?? usual(asked)
    }
}
