/// `GET /api/v1/openapi.json`: what the API takes and answers (OpenAPI 3.1), without a key.
///
/// `templates/openapi.json` is written by hand and held against the table of routes by tests: a route of the table
/// without its operation, or the reverse, fails them, and so does an answer that its operation does not describe.
enum APIDescription {
    static func show(_ request: Request, _ call: Call) throws -> Response {
        _ = try APIQuery(request, names: [])
        return Response(
            headers: [("Content-Type", "application/json")], body: call.templates.apiDescription)
    }
}
