import Campaigns
import Testing

@testable import Web

@Suite("The API's description")
struct OpenAPITests {
    private static let api = OpenAPI.standing

    /// Every route below the API's prefix, with the scope that its key needs; nil where it takes no key.
    static var routes: [(route: Route, scope: String?)] {
        Routes.all.filter { $0.pattern.hasPrefix(APIDoor.prefix) }.map { route in
            if case .program(let scope, _) = route.door { (route, scope.rawValue) } else { (route, nil) }
        }
    }

    @Test("every route of the API has its operation, and every operation its route")
    func routes() {
        let described = Self.routes.compactMap { Self.api.operation($0.route)?.name }
        for (route, _) in Self.routes {
            #expect(Self.api.operation(route) != nil, "\(route.method) \(route.pattern) is not described")
        }
        for operation in Self.api.operations {
            #expect(described.contains(operation.name), "\(operation.name) is described, and there is no such route")
        }
    }

    @Test("an operation names the scope of its route")
    func scopes() {
        for (route, scope) in Self.routes {
            let named = Self.api.operation(route)?.scopes
            #expect(named == scope.map { [$0] }, "\(route.method) \(route.pattern)")
        }
    }

    @Test("an operation names every status that its kind of request can be answered with")
    func statuses() {
        for operation in Self.api.operations {
            var needed: Set = [400, 503]
            if operation.scopes != nil { needed.formUnion([401, 403]) }
            if operation.path.contains("{") { needed.insert(404) }
            if operation.takesBody { needed.formUnion([413, 415]) }
            #expect(needed.isSubset(of: operation.statuses), "\(operation.name): \(needed)")
            #expect(operation.statuses.contains { $0 < 300 }, "\(operation.name)")
            #expect(!operation.statuses.contains(500), "\(operation.name)")
        }
    }

    @Test("an operation has a name of its own, a sentence, and each part of its path")
    func heads() {
        let ids = Self.api.operations.compactMap { $0.json["operationId"]?.stringValue }
        #expect(ids.count == Self.api.operations.count)
        #expect(Set(ids).count == ids.count)
        for operation in Self.api.operations {
            #expect(operation.json["summary"]?.stringValue?.isEmpty == false, "\(operation.name)")
            let inPath = operation.parameters.filter { $0["in"] == "path" }.compactMap { $0["name"]?.stringValue }
            let named = operation.path.matches(of: /\{(\w+)\}/).map { String($0.1) }
            #expect(Set(inPath) == Set(named), "\(operation.name)")
        }
    }

    @Test("paths and schemas stand in the order of their names")
    func order() {
        for list in ["paths", "components/schemas", "components/responses", "components/parameters"] {
            let keys = Self.api.check.resolve("#/" + list)?.objectValue?.map(\.key) ?? []
            #expect(!keys.isEmpty)
            for (one, next) in zip(keys, keys.dropFirst()) { #expect(one < next, "\(next) stands before \(one)") }
        }
    }

    @Test("every reference leads somewhere, and every schema is referred to")
    func references() {
        var found: Set<String> = []
        Self.walk(Self.api.document) { json in
            guard let reference = json["$ref"]?.stringValue else { return }
            found.insert(reference)
            #expect(Self.api.check.resolve(reference) != nil, "\(reference)")
        }
        for list in ["schemas", "parameters"] {
            for part in Self.api.document["components"]?[list]?.objectValue ?? [] {
                #expect(found.contains("#/components/\(list)/\(part.key)"), "nothing refers to \(part.key)")
            }
        }
    }

    @Test("every schema uses keywords that the check knows, and its examples are as it says")
    func schemas() {
        for part in Self.api.document["components"]?["schemas"]?.objectValue ?? [] {
            Self.walk(schema: part.value) { schema in
                let keys = Set(schema.objectValue?.map(\.key) ?? [])
                let known = SchemaCheck.keywords.union(SchemaCheck.annotations)
                #expect(keys.isSubset(of: known), "\(part.key): \(keys.subtracting(known))")
                for example in schema["examples"]?.arrayValue ?? [] {
                    #expect(Self.api.check.problems(example, schema) == [], "\(part.key)")
                }
            }
        }
    }

    @Test("the check finds what is wrong")
    func check() {
        let schema: JSON = [
            "type": "object", "required": ["id"], "additionalProperties": false,
            "properties": [
                "id": ["type": "string", "pattern": "^[1-9]$"],
                "at": ["type": ["string", "null"], "format": "date-time"],
                "list": ["type": "array", "maxItems": 1, "items": ["enum": ["A", .null]]],
                "one": ["anyOf": [["type": "integer", "minimum": 2], ["const": "x"]]],
            ],
        ]
        let good: [JSON] = [
            ["id": "1"], ["id": "2", "at": .null, "list": [.null], "one": 2],
            ["id": "3", "at": "2027-03-08T10:00Z", "one": "x"],
        ]
        let bad: [JSON] = [
            [], "x", .object([JSON.Member]()), ["id": 1], ["id": "0"], ["id": "1", "at": "today"],
            ["id": "1", "more": 1], ["id": "1", "list": ["A", "A"]], ["id": "1", "list": ["B"]],
            ["id": "1", "one": 1], ["id": "1", "one": "y"],
        ]
        for value in good { #expect(Self.api.check.problems(value, schema) == [], "\(value.text)") }
        for value in bad { #expect(Self.api.check.problems(value, schema) != [], "\(value.text)") }
    }

    @Test("it is served without a key")
    func served() throws {
        try SampleSite.with { site throws in
            let answer = site.respond("GET", "/api/v1/openapi.json")
            #expect(answer.status == 200)
            #expect(answer.json == Self.api.document)
            #expect(site.respond("GET", "/api/v1/openapi.json?version=2").status == 400)
            #expect(site.respond("POST", "/api/v1/openapi.json").status == 405)
        }
    }

    private static func walk(_ json: JSON, _ visit: (JSON) -> Void) {
        visit(json)
        for member in json.objectValue ?? [] { walk(member.value, visit) }
        for element in json.arrayValue ?? [] { walk(element, visit) }
    }

    /// A schema and those inside it, but not what only looks like one, such as a property called `type`.
    private static func walk(schema: JSON, _ visit: (JSON) -> Void) {
        visit(schema)
        for member in schema["properties"]?.objectValue ?? [] { walk(schema: member.value, visit) }
        for key in ["anyOf", "oneOf", "allOf"] {
            for part in schema[key]?.arrayValue ?? [] { walk(schema: part, visit) }
        }
        for key in ["items", "additionalProperties"] {
            if let part = schema[key], part.objectValue != nil { walk(schema: part, visit) }
        }
    }
}
