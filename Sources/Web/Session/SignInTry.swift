import Campaigns
import Storage
import Tokens

extension SignIn {
    private static let names: Set<String> = ["email", "password", Continuation.pathField, Continuation.formField]
    private static let refusal = "E-mail and password do not fit together."
    private static let tooOften = "Too many tries. Wait a quarter of an hour, then try again."
    static let emailLimit = 254
    static let passwordLimit = 1_000

    /// `POST /sign-in`
    static func enter(_ request: Request, _ call: Call) throws -> Response {
        guard FormGuard.isFromHere(request, call.settings) else { throw HTTPRefusal.foreignForm }
        guard let fields = Fields(form: request.body) else {
            throw HTTPRefusal.badRequest("The form is malformed or not in UTF-8.")
        }
        let next = Continuation(fields)
        var form = try Form(
            Fields(fields.all.filter { !$0.name.hasPrefix(Continuation.prefix) }), names: names)
        let email = form.line("email", limit: emailLimit, missing: "Type your e-mail address.")
        if form["password"].isEmpty { form.add("password", "Type your password.") }
        if form["password"].utf8.count > passwordLimit { form.add("password", "This is too long.") }
        if form.problems.isEmpty {
            if let staff = try staff(email, form["password"], request, call, &form) {
                return try begin(staff, next, request, call)
            }
        }
        let model = SignInPage(next: next, email: form["email"], problems: form.problems)
        return try page(model, call, status: 422)
    }

    /// Same answer and same time for an unknown name.
    private static func staff(
        _ email: String, _ password: String, _ request: Request, _ call: Call, _ form: inout Form
    ) throws -> Staff? {
        let limit = SignInLimit(call.db)
        let address = request.remoteAddress
        guard try !limit.isReached(email: email, address: address, at: call.now) else {
            form.add("email", tooOften)
            return nil
        }
        let account = try StaffStore(call.db).account(email: email)
        guard PasswordHash.verify(password, against: account?.passwordHash), let account else {
            try limit.noteFailure(email: email, address: address, at: call.now)
            form.add("email", refusal)
            return nil
        }
        try limit.forgive(email: email)
        return account.staff
    }

    private static func begin(
        _ staff: Staff, _ next: Continuation, _ request: Request, _ call: Call
    ) throws -> Response {
        let token = call.makeSecret()
        try SessionStore(call.db).start(token, for: staff, at: call.now)
        var response =
            try next.typed == nil ? .redirect(to: next.path ?? Path.start) : goOn(next, token, request, call)
        response.headers.append(("Set-Cookie", SessionDoor.cookieText(token.text, call.settings)))
        return response
    }

    /// Posts what was typed before the session ran out, as the one who has signed in now.
    private static func goOn(
        _ next: Continuation, _ token: SecretToken, _ request: Request, _ call: Call
    ) throws -> Response {
        guard let path = next.path, let typed = next.typed,
            case .found(let route, let parameters) = RouteLookup(path, method: "POST", in: Routes.all),
            case .staff(let role, let respond) = route.door,
            let visitor = try VisitorStore(call.db).visitor(session: token.hash)
        else { return .redirect(to: Path.start) }
        let visit = Visit(call: call, visitor: visitor)
        guard visit.may(role) else { return .redirect(to: Path.start) }
        var kept = Request(method: "POST", target: path, headers: request.headers, body: typed.formBody)
        kept.parameters = parameters
        return try respond(kept, visit)
    }
}
