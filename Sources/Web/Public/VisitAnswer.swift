import Campaigns
import Storage
import Tokens

/// The page on which a patient confirms a visit or asks for another time. Looking at it changes nothing, since scanners
/// look at every link.
enum VisitAnswer {
    /// `GET /p/v/TOKEN`
    static func showConfirming(_ request: Request, _ call: Call) throws -> Response {
        try show(request, .confirm, call)
    }

    /// `GET /p/r/TOKEN`
    static func showRescheduling(_ request: Request, _ call: Call) throws -> Response {
        try show(request, .reschedule, call)
    }

    /// `POST /p/v/TOKEN`
    static func actConfirming(_ request: Request, _ call: Call) throws -> Response {
        try act(request, .confirm, call)
    }

    /// `POST /p/r/TOKEN`
    static func actRescheduling(_ request: Request, _ call: Call) throws -> Response {
        try act(request, .reschedule, call)
    }

    private static func show(_ request: Request, _ purpose: VisitLink.Purpose, _ call: Call) throws -> Response {
        guard let link = try link(request, purpose, call),
            let asked = try VisitAnswers(call.db).asked(link, at: call.now)
        else { return try PublicPage.gone(call) }
        return try VisitAnswerPage(call: call, asked: asked, purpose: purpose, path: request.path).respond()
    }

    /// Either button, whichever link led here. Fields that the page has not are none of its business.
    private static func act(_ request: Request, _ purpose: VisitLink.Purpose, _ call: Call) throws -> Response {
        guard let link = try link(request, purpose, call),
            let asked = try VisitAnswers(call.db).asked(link, at: call.now)
        else { return try PublicPage.gone(call) }
        var page = VisitAnswerPage(call: call, asked: asked, purpose: purpose, path: request.path)
        guard asked.standing == .toCome else { return try page.respond() }
        guard let fields = Fields(form: request.body) else { throw HTTPRefusal.badRequest(page.words.unreadable) }
        switch fields["answer"] {
        case "confirm": try VisitAnswers(call.db).confirm(link, at: call.now)
        case "reschedule":
            let known = fields.all.filter { $0.name == "wish" }
            var form = try Form(Fields(known), names: ["wish"])
            let wish = form.lines("wish", limit: VisitAnswers.wishLimit)
            guard form.problems.isEmpty else {
                page.typed = form["wish"]
                return try page.respond(status: 422)
            }
            try VisitAnswers(call.db).askForAnotherTime(link, wish: wish, at: call.now)
        default: throw HTTPRefusal.badRequest(page.words.unreadable)
        }
        return .redirect(to: request.path)
    }

    /// What the token of the path says; nil for one that we did not make.
    private static func link(_ request: Request, _ purpose: VisitLink.Purpose, _ call: Call) throws -> VisitLink? {
        let token = try PublicPage.token(request)
        switch PublicPage.links(call).readVisit(token, for: purpose, now: call.now.seconds) {
        case .signed(let link): return link
        case .short(let code): return try VisitLinkStore(call.db).link(code)
        case .refused: return nil
        }
    }
}
