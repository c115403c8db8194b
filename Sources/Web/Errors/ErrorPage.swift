import Markup

/// The page for a request that is not answered as hoped.
struct ErrorPage {
    let status: Int
    let title: String
    let text: String
    /// Seconds after which to try again.
    var retrySeconds: Int?
    var headers: [String: String] = [:]

    init(status: Int, title: String, text: String, retrySeconds: Int? = nil, headers: [String: String] = [:]) {
        self.status = status
        self.title = title
        self.text = text
        self.retrySeconds = retrySeconds
        self.headers = headers
    }

    init(_ refusal: HTTPRefusal) {
        self.init(status: refusal.status, title: refusal.title, text: refusal.text, headers: refusal.headers)
    }

    static let away = ErrorPage(
        status: 503, title: "Away for a moment", text: "The database does not answer just now.", retrySeconds: 5)

    static let wrongSchema = ErrorPage(
        status: 503, title: "The database needs an upgrade",
        text:
            "Its tables do not fit this version of Campanile. On the server, run campanile-admin migrate with the newest version.",
        retrySeconds: 60)

    static let failed = ErrorPage(
        status: 500, title: "That went wrong",
        text: "This is our mistake, and it has been noted. What was stored before stands as it was.")

    /// The page; for a program its words as a problem, for patients without a way to the staff's pages.
    func response(to request: Request, templates: Templates) -> Response {
        var response =
            request.isForAPI
            ? APIProblem(status: status, title: "\(title).").response
            : html(templates, isForStaff: !request.isForPatients && !request.isFromProvider)
        if let retrySeconds { response.set("Retry-After", String(retrySeconds)) }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { response.set(name, value) }
        return response
    }

    private func html(_ templates: Templates, isForStaff: Bool) -> Response {
        let page = templates.page("error.html")
        page.text("status", String(status))
        page.text("title", title)
        page.text("text", text)
        page.keep("retry", if: retrySeconds != nil)
        page.text("retry", String(retrySeconds ?? 0))
        page.keep("staff", if: isForStaff)
        page.attribute("way-on", "href", Path.campaigns)
        do {
            return try templates.respond(page, in: PlainFrame(title: title, status: status))
        } catch {
            // The error page itself cannot be drawn: its sentence goes alone.
            let text = "\(title). \(self.text)"
            return Response(
                status: status, headers: [("Content-Type", "text/plain; charset=utf-8")], body: Array(text.utf8))
        }
    }
}
