import Campaigns
import Foundation

@testable import Web

/// The API's description as tests hold it against routes and answers.
struct OpenAPI {
    struct Operation {
        /// Upper case.
        let method: String
        /// As in the description: `/campaigns/{id}`.
        let path: String
        let json: JSON
        /// The path's and its own, references followed.
        let parameters: [JSON]

        var name: String { "\(method) \(path)" }
        var statuses: Set<Int> { Set(json["responses"]?.objectValue?.compactMap { Int($0.key) } ?? []) }
        var takesBody: Bool { json["requestBody"] != nil }
        /// The scopes that its key needs; nil where it takes no key.
        var scopes: [String]? {
            json["security"]?.arrayValue?.first?["key"]?.arrayValue?.compactMap(\.stringValue)
        }
    }

    /// `templates/openapi.json`, read once.
    static let standing: OpenAPI = {
        let file = URL(filePath: #filePath).appending(path: "../../../../templates/openapi.json").standardizedFileURL
        do {
            return OpenAPI(document: try JSON.parse(Array(try Data(contentsOf: file))))
        } catch {
            preconditionFailure("templates/openapi.json cannot be read: \(error)")
        }
    }()

    let document: JSON
    let check: SchemaCheck
    let operations: [Operation]

    init(document: JSON) {
        self.document = document
        let check = SchemaCheck(document: document)
        self.check = check
        operations = (document["paths"]?.objectValue ?? []).flatMap { path in
            (path.value.objectValue ?? []).filter { $0.key != "parameters" }.map { operation in
                let all = [path.value, operation.value].flatMap { $0["parameters"]?.arrayValue ?? [] }
                return Operation(
                    method: operation.key.uppercased(), path: path.key, json: operation.value,
                    parameters: all.map { $0["$ref"]?.stringValue.flatMap(check.resolve) ?? $0 })
            }
        }
    }

    /// The operation of a route of the table.
    func operation(_ route: Route) -> Operation? {
        let path = String(route.pattern.dropFirst(APIDoor.prefix.count)).replacing(/:(\w+)/) { "{\($0.1)}" }
        return operations.first { $0.method == route.method && $0.path == path }
    }

    /// What an answer has that its operation does not describe; empty where the path leads to no route of the API.
    func problems(of response: Response, to request: Request) -> [String] {
        guard request.path.hasPrefix(APIDoor.prefix + "/"),
            case .found(let route, _) = RouteLookup(request.path, method: request.method, in: Routes.all)
        else { return [] }
        guard let operation = operation(route) else { return ["\(route.method) \(route.pattern) is not described"] }
        let key = String(response.status)
        guard let answer = described(operation.json["responses"]?[key]) else {
            return ["\(operation.name) answers \(key), which is not described: \(response.text)"]
        }
        return problems(response, answer).map { "\(operation.name) \(key): \($0)" }
    }

    private func described(_ answer: JSON?) -> JSON? {
        answer.flatMap { $0["$ref"]?.stringValue.flatMap(check.resolve) ?? $0 }
    }

    private func problems(_ response: Response, _ answer: JSON) -> [String] {
        let missing = (answer["headers"]?.objectValue ?? []).map(\.key).filter { response.header($0) == nil }
        let headers = missing.map { "the header \($0) is missing" }
        guard let content = answer["content"] else { return headers + (response.body.isEmpty ? [] : ["it has a body"]) }
        guard let type = response.header("Content-Type"), let schema = content[type]?["schema"] else {
            return headers + ["the content type is another"]
        }
        guard type.hasSuffix("json") else { return headers }
        let documents = type.hasSuffix("ndjson") ? response.jsonLines : [response.json]
        return headers + documents.flatMap { check.problems($0, schema) }
    }
}
