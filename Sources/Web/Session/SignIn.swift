import Campaigns
import Markup

/// Signing in, and going on with what was asked for, or typed, before.
enum SignIn {
    /// `GET /sign-in`
    static func show(_ request: Request, _ call: Call) throws -> Response {
        try page(SignInPage(next: Continuation(path: request.query["next"])), call, status: 200)
    }

    /// The sign-in page in place of a POST whose session was over, with all that was typed.
    static func keep(_ request: Request, _ call: Call) throws -> Response {
        guard let fields = Fields(form: request.body) else {
            throw HTTPRefusal.badRequest("The form is malformed or not in UTF-8. Nothing was changed.")
        }
        let next = Continuation(path: request.path, typed: fields)
        return try page(SignInPage(next: next, isExpired: true), call, status: 403)
    }

    static func page(_ model: SignInPage, _ call: Call, status: Int) throws -> Response {
        let page = call.page("sign-in.html")
        model.fill(page, FieldPages(templates: call.templates, problems: model.problems))
        return try call.templates.respond(page, in: PlainFrame(title: "Sign in", status: status))
    }
}
