import Storage

enum SignOut {
    static func leave(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        try SessionStore(visit.db).end(visit.visitor.session)
        var response = Response.redirect(to: Path.signIn)
        response.headers.append(("Set-Cookie", SessionDoor.endedCookieText(visit.call.settings)))
        return response
    }
}
