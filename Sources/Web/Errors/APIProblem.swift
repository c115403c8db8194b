import Campaigns

/// What a program reads when its request is refused (RFC 9457).
struct APIProblem: Error, Hashable {
    /// What is wrong with one field: `appointments[3].startsAt`.
    struct FieldError: Hashable {
        let field: String
        let message: String
        /// The step where it is mended, for what stands against activating.
        var step: ID<Step>?

        init(field: String, message: String, step: ID<Step>? = nil) {
            self.field = field
            self.message = message
            self.step = step
        }

        var json: JSON {
            let members = [
                JSON.Member(key: "field", value: .string(field)), JSON.Member(key: "message", value: .string(message)),
            ]
            return .object(members + (step.map { [JSON.Member(key: "stepId", value: .id($0))] } ?? []))
        }
    }

    let status: Int
    let title: String
    var errors: [FieldError] = []
    var headers: [String: String] = [:]

    init(status: Int, title: String, errors: [FieldError] = [], headers: [String: String] = [:]) {
        self.status = status
        self.title = title
        self.errors = errors
        self.headers = headers
    }

    init(_ refusal: HTTPRefusal) {
        self.init(status: refusal.status, title: refusal.title, headers: refusal.headers)
    }

    var response: Response {
        var members = [
            JSON.Member(key: "type", value: .string("about:blank")),
            JSON.Member(key: "title", value: .string(title)),
            JSON.Member(key: "status", value: .integer(Int64(status))),
        ]
        if !errors.isEmpty {
            members.append(JSON.Member(key: "errors", value: .array(errors.map(\.json))))
        }
        var response = Response(
            status: status, headers: [("Content-Type", "application/problem+json")], body: JSON.object(members).bytes)
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { response.set(name, value) }
        return response
    }
}
