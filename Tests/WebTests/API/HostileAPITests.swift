import Campaigns
import Storage
import TestSupport
import Testing

@testable import Web

/// Every operation of the API against what nobody should send; SampleSite holds each answer against the description.
@Suite("Hostile programs")
struct HostileAPITests {
    @Test("no operation answers without a key, or to one without its scope", arguments: APIWalk.operations)
    func doors(name: String) throws {
        let operation = APIWalk.operation(name)
        try APIWalk.with { walk in
            let path = walk.path(operation)
            #expect(walk.site.respond(operation.method, "/api/v1" + path).status == 401)
            let others = Set(APIKey.Scope.allCases).filter { operation.scopes != [$0.rawValue] }
            let answer = walk.send(operation, key: try walk.site.key(others))
            #expect(answer.status == 403)
            #expect(answer.json["title"]?.stringValue?.contains(operation.scopes?.first ?? "?") == true)
        }
    }

    @Test("another clinic's rows are not there", arguments: APIWalk.operations)
    func otherClinic(name: String) throws {
        let operation = APIWalk.operation(name)
        guard operation.path.contains("Id}") || operation.path.contains("{id}"), operation.scopes != ["intake"] else {
            return
        }
        try APIWalk.with { walk in
            let elsewhere = try walk.site.rows.clinic("Elsewhere")
            let key = try walk.site.key(Set(APIKey.Scope.allCases), of: elsewhere)
            #expect(walk.send(operation, key: key).status == 404)
            for id in ["0", "01", "-1", "x", "99999999999999999999999", "%27%20OR%201", "%FF", "%00"] {
                let path = operation.path.replacing(/\{\w+\}/, with: id)
                let answer = walk.site.api(operation.method, path, walk.example(operation), key: walk.key)
                #expect(answer.status == 404, "\(path)")
            }
        }
    }

    @Test("a method that a path does not take is a 405 that names those it takes")
    func methods() throws {
        try APIWalk.with { walk in
            for operation in OpenAPI.standing.operations {
                let answer = walk.site.api("PATCH", walk.path(operation), [:], key: walk.key)
                #expect(answer.status == 405)
                #expect(answer.header("Allow")?.contains(operation.method) == true)
                #expect(answer.problemFields == [])
            }
        }
    }

    @Test("a body that is no JSON, of another type or too large is refused", arguments: APIWalk.writes)
    func bodies(name: String) throws {
        let operation = APIWalk.operation(name)
        try APIWalk.with { walk in
            let deep = Array(String(repeating: "{\"a\":", count: 20_000).utf8)
            let double = Array("{\"a\":1,\"a\":2}".utf8)
            for bytes in [Array("{".utf8), [0x22, 0xFF, 0xFE, 0x22], deep, double] {
                #expect(walk.send(operation, bytes: bytes).status == 400)
            }
            #expect([400, 422].contains(walk.send(operation, bytes: Array("[]".utf8)).status))
            #expect(walk.send(operation, bytes: Array("{}".utf8), type: "text/plain").status == 415)
            #expect(walk.send(operation, bytes: [], isTooLarge: true).status == 413)
        }
    }

    @Test("a field that nobody knows is refused by its name", arguments: APIWalk.writes)
    func unknown(name: String) throws {
        let operation = APIWalk.operation(name)
        try APIWalk.with { walk in
            let answer = walk.send(operation, walk.example(operation).with("nickname", "x"))
            #expect(answer.status == 400)
            #expect(answer.problemFields?.contains("nickname") == true)
        }
    }

    @Test("any value in any field is taken, or refused with its place", arguments: APIWalk.writes)
    func values(name: String) throws {
        let operation = APIWalk.operation(name)
        for field in operation.jsonBody?["properties"]?.objectValue?.map(\.key) ?? [] {
            try APIWalk.with { walk in
                for value in Self.hostile {
                    let answer = walk.send(operation, walk.example(operation).with(field, value))
                    #expect([200, 201, 202, 204, 400, 404, 409, 422].contains(answer.status), "\(field): \(value)")
                    if answer.status == 422 { #expect(answer.problemFields?.isEmpty == false, "\(field): \(value)") }
                }
            }
        }
    }

    @Test("a parameter that an operation does not have, or has once, is refused", arguments: APIWalk.operations)
    func queries(name: String) throws {
        let operation = APIWalk.operation(name)
        guard operation.method == "GET" else { return }
        try APIWalk.with { walk in
            #expect(walk.send(operation, query: "?colour=red").problemFields == ["colour"])
            for parameter in operation.parameters where parameter["in"] == "query" {
                let name = parameter["name"]?.stringValue ?? ""
                #expect(walk.send(operation, query: "?\(name)=1&\(name)=1").problemFields?.contains(name) == true)
                for value in ["", "x", "-1", "%00", "%27%3B--", "99999999999999999999", "%F0%9F%98%80"] {
                    let answer = walk.send(operation, query: "?\(name)=\(value)")
                    // A patient that a parameter names may not be there.
                    #expect([200, 400, 404].contains(answer.status), "\(name)=\(value)")
                    if answer.status == 400 { #expect(answer.problemFields?.isEmpty == false, "\(name)=\(value)") }
                }
            }
        }
    }

    private static let hostile: [JSON] = [
        .null, true, -1, 1e308, "", .string(String(repeating: "x", count: 100_000)), "<script>alert(1)</script>",
        "'; DROP TABLE send; --", "a\r\nBcc: victim@patients.example", "\u{0}", .array([]), .object([JSON.Member]()),
        [[[]]], [.null], "2027-02-30", "25:99", "👩‍👩‍👧‍👦", .integer(.max), ["all": [["field": "patient.password"]]],
    ]
}
