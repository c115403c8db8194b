import CivilTime
import Foundation
import MariaDB
import Storage
import Testing
import TestSupport
import Tokens

@testable import Web

@Suite("The site when something is amiss")
struct SiteTests {
    private static let templates = URL(filePath: #filePath).appending(path: "../../../templates").standardizedFileURL
    private static let now = SampleSite.now

    private final class Heard {
        var failures: [RequestFailure] = []
    }

    private func site(_ heard: Heard = Heard(), open: @escaping () throws -> Database) throws -> Site {
        Site(
            templates: try Templates(folder: Self.templates),
            settings: SiteSettings(staffURL: "http://127.0.0.1:8080", publicURL: "http://127.0.0.1:9080"),
            keys: TokenKeys(current: MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!),
            makeSecret: {
                var random = SystemRandomNumberGenerator()
                return SecretToken(using: &random)
            }, openDatabase: open, log: { heard.failures.append($0) })
    }

    private func migrated(_ address: DatabaseAddress, version: Int = Schema.version) throws {
        _ = try Database(address).run(
            "INSERT INTO schema_migration (version, name, applied_at) VALUES (?, 'sample', ?)",
            [.int(Int64(version)), .timestamp(Self.now.microseconds)])
    }

    @Test("without a database there is a page that asks to come back, and it works again when that is there")
    func away() throws {
        try withDatabaseAddress { address in
            try migrated(address)
            var isAway = true
            let site = try site {
                if isAway { throw Away() }
                return try Database(address)
            }
            let page = site.respond(to: Request(method: "GET", target: "/sign-in"), at: Self.now)
            #expect(page.status == 503)
            #expect(page.header("Retry-After") == "5")
            #expect(page.text.contains("Away for a moment"))
            let problem = site.respond(to: Request(method: "GET", target: "/api/v1/campaigns"), at: Self.now)
            #expect(problem.status == 503)
            #expect(problem.header("Content-Type") == "application/problem+json")
            isAway = false
            #expect(site.respond(to: Request(method: "GET", target: "/sign-in"), at: Self.now).status == 200)
        }
    }

    @Test("a connection that was lost meanwhile is opened anew, unseen by the visitor")
    func lost() throws {
        try withDatabaseAddress { address in
            try migrated(address)
            var opened: [Database] = []
            let site = try site {
                let database = try Database(address)
                opened.append(database)
                return database
            }
            let headers = ["cookie": "campanile=AAAAAAAAAAAAAAAAAAAAAA"]
            func ask(_ now: Instant) -> Int {
                site.respond(to: Request(method: "GET", target: "/campaigns", headers: headers), at: now).status
            }
            func cut() throws {
                let id: Int64 = try #require(try opened.last?.row("SELECT CONNECTION_ID() AS id")).int("id")
                try Database(address).script("KILL \(id)")
            }
            #expect(ask(Self.now) == 303)
            try cut()
            #expect(ask(Self.now) == 303)
            try cut()
            #expect(ask(Self.now.adding(hours: 9)) == 303)
            #expect(opened.count == 3)
        }
    }

    @Test("a schema of another version gets a page that names the command", arguments: [-1, 1])
    func schema(difference: Int) throws {
        try withDatabaseAddress { address in
            try migrated(address, version: Schema.version + difference)
            let heard = Heard()
            let site = try site(heard) { try Database(address) }
            let page = site.respond(to: Request(method: "GET", target: "/sign-in"), at: Self.now)
            #expect(page.status == 503)
            #expect(page.text.contains("campanile-admin migrate"))
            #expect(heard.failures.map(\.route) == ["/sign-in"])
        }
    }

    @Test("a moved clock is honoured only where the site is told so")
    func clock() throws {
        try withDatabaseAddress { address in
            try migrated(address)
            let site = try site { try Database(address) }
            let moved = site.respond(
                to: Request(method: "GET", target: "/sign-in", headers: ["x-campanile-now": "2031-01-01T00:00Z"]),
                at: Self.now)
            #expect(moved.status == 200)
            #expect(!moved.text.contains("2031"))
        }
    }

    private struct Away: Error {}
}

@Suite("Forms as they are sent")
struct FieldsTests {
    @Test("fields keep their order, blanks and empty values; a name may come twice")
    func reads() throws {
        let fields = try #require(Fields(form: Array("a=1&b=x+y%21&a=&c".utf8)))
        #expect(fields.all.map(\.name) == ["a", "b", "a", "c"])
        #expect(fields.all.map(\.value) == ["1", "x y!", "", ""])
        #expect(Fields(form: fields.formBody) == fields)
    }

    @Test(
        "what is malformed, not UTF-8 or endless is no form",
        arguments: ["a=%", "a=%4", "a=%zz", "a=%ff%fe", "%c3%28=1"])
    func malformed(body: String) {
        #expect(Fields(form: Array(body.utf8)) == nil)
        #expect(Fields(form: Array(String(repeating: "a=1&", count: 4_001).utf8)) == nil)
    }

    @Test("a field that the page has not is refused, and one that is sent twice is told beside it")
    func strict() throws {
        let twice = try Form(Fields(form: Array("name=A&name=B&token=x".utf8))!, names: ["name"])
        #expect(twice.problems.map(\.field) == ["name"])
        #expect(throws: HTTPRefusal.self) { try Form(Fields(form: Array("name=A&x=B".utf8))!, names: ["name"]) }
        let list = try Form(Fields(form: Array("tag=A&tag=B".utf8))!, names: [], lists: ["tag"])
        #expect(list.problems.isEmpty)
        #expect(list.list("tag") == ["A", "B"])
    }

    @Test("a line is trimmed and holds no line break; lines get plain line ends; both have a limit")
    func text() throws {
        var form = try Form(
            Fields([
                .init(name: "a", value: "  Ana \u{a0}"), .init(name: "b", value: "x\r\ny"),
                .init(name: "c", value: "x\r\ny\rz"),
                .init(name: "d", value: "12345"), .init(name: "e", value: "\u{0}"),
            ]), names: ["a", "b", "c", "d", "e"])
        #expect(form.line("a", limit: 3) == "Ana")
        #expect(form.line("b", limit: 10) == "")
        #expect(form.lines("c", limit: 10) == "x\ny\nz")
        _ = form.line("d", limit: 4)
        _ = form.lines("e", limit: 4)
        #expect(form.problems.map(\.field) == ["b", "d", "e"])
    }
}
