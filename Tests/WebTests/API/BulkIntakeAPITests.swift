import Campaigns
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Bulk intake")
struct BulkIntakeAPITests {
    private static func line(_ kind: String, _ id: String, _ body: JSON) -> String {
        body.with("kind", .string(kind)).with(kind == "event" ? "id" : "externalId", .string(id)).text
    }

    private static let lines = [
        line("patient", "P-1", IntakeAPITests.patient), line("appointment", "A-1", IntakeAPITests.visit),
        line("treatment", "T-1", IntakeAPITests.treatment), line("invoice", "I-1", IntakeAPITests.invoice),
        line("event", "E-1", IntakeAPITests.event),
    ]

    @Test("each line is stored and answered in its turn, and the same again changes nothing")
    func again() throws {
        try SampleSite.with { site in
            let key = try site.key([.intake])
            let first = site.bulk(Self.lines, key: key)
            #expect(first.status == 200)
            #expect(first.header("Content-Type") == "application/x-ndjson")
            #expect(first.jsonLines.map { $0["status"] } == Array(repeating: 201, count: 5))
            #expect(first.jsonLines.map { $0["line"] } == [1, 2, 3, 4, 5])
            #expect(first.jsonLines.map { $0["id"] } == ["P-1", "A-1", "T-1", "I-1", "E-1"])
            let second = site.bulk(Self.lines, key: key)
            #expect(second.jsonLines.map { $0["status"] } == Array(repeating: 200, count: 5))
            #expect(try site.rows.count("appointment") == 1)
            // A record that came in bulk without its own time emits nothing (rules.md 1.5).
            #expect(try site.rows.count("event", where: "type = 'TREATMENT_STARTED'") == 0)
        }
    }

    @Test("a bad line is told with what is wrong, and the others are kept")
    func badLines() throws {
        try SampleSite.with { site in
            let lines = [
                Self.lines[0], "", "{", "[]", "   ", #"{"kind":"dentist","externalId":"D-1"}"#,
                Self.line("patient", "P-2", IntakeAPITests.patient.with("nickname", "x")),
                Self.line("patient", "P-3", ["firstName": .null]),
                Self.line("appointment", "A-9", IntakeAPITests.visit.with("patient", "P-9")), #"{"kind":"patient"}"#,
                Self.line("patient", "P-4", IntakeAPITests.patient),
            ]
            let answers = site.bulk(lines, key: try site.key([.intake])).jsonLines
            #expect(answers.map { $0["line"] } == [1, 3, 4, 6, 7, 8, 9, 10, 11])
            #expect(answers.map { $0["status"] } == [201, 400, 422, 422, 400, 422, 422, 422, 201])
            #expect(answers[1]["title"]?.stringValue?.contains("byte") == true)
            let fields = answers.map { $0["errors"]?.arrayValue?.compactMap { $0["field"]?.stringValue } ?? [] }
            #expect(fields[3] == ["kind"])
            #expect(fields[4] == ["nickname"])
            #expect(fields[5] == ["firstName"])
            #expect(fields[6] == ["patient"])
            #expect(fields[7] == ["externalId"])
            #expect(try site.rows.count("patient") == 2)
        }
    }

    @Test("a thousand lines go in, many to a commit")
    func many() throws {
        try SampleSite.with { site in
            let lines = (1...1_000).map { Self.line("patient", "P-\($0)", IntakeAPITests.patient) }
            let answers = site.bulk(lines, key: try site.key([.intake])).jsonLines
            #expect(answers.count == 1_000)
            #expect(answers.last?["line"] == 1_000)
            #expect(try site.rows.count("patient") == 1_000)
        }
    }

    @Test("what is not NDJSON, not UTF-8, too large or without the scope is refused")
    func hostile() throws {
        try SampleSite.with { site in
            let key = try site.key([.intake])
            #expect(site.api("POST", "/intake", [:], key: key).status == 415)
            let bytes = site.bulk(bytes: [0x22, 0xFF, 0xFE, 0x22, 0x0A, 0x00], key: key).jsonLines
            #expect(bytes.map { $0["status"] } == [400, 400])
            #expect(site.bulk([], key: key).body.isEmpty)
            #expect(site.bulk(Self.lines, key: try site.key([.read, .manage])).status == 403)
            let headers = ["authorization": "Bearer \(key)", "content-type": "application/x-ndjson"]
            #expect(site.respond("POST", "/api/v1/intake", headers: headers, isTooLarge: true).status == 413)
            #expect(site.respond("POST", "/api/v1/intake?dry=1", headers: headers).problemFields == ["dry"])
            #expect(site.respond("GET", "/api/v1/intake", headers: headers).status == 405)
        }
    }
}

extension SampleSite {
    fileprivate func bulk(_ lines: [String], key: String) -> Response {
        bulk(bytes: Array(lines.joined(separator: "\n").utf8), key: key)
    }

    fileprivate func bulk(bytes: [UInt8], key: String) -> Response {
        let headers = ["authorization": "Bearer \(key)", "content-type": "application/x-ndjson; charset=utf-8"]
        return respond("POST", "/api/v1/intake", headers: headers, body: bytes)
    }
}
