import Campaigns
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Segments that programs change")
struct SegmentAPITests {
    static let adults: JSON = ["name": "Adults", "rule": ["field": "patient.age", "op": ">=", "value": 18]]

    @Test("a segment is made, read, and changed, never over what the program has not seen")
    func versions() throws {
        try withSegment { site, key, made, path throws in
            #expect(made["version"] == 1)
            #expect(made["rule"] == Self.adults["rule"])
            #expect(site.api("GET", path, key: key).json == made)
            #expect(site.api("GET", path, key: key).header("ETag") == "\"1\"")
            #expect(site.api("GET", "/segments", key: key).json["items"] == [made])

            let saved = site.changing("PUT", path, ["name": "Grown-ups"], ifMatch: "\"1\"", key: key)
            #expect(saved.json["name"] == "Grown-ups")
            #expect(saved.json["rule"] == Self.adults["rule"])
            #expect(saved.header("ETag") == "\"2\"")
            #expect(site.api("PUT", path, ["name": "Grown-ups"], key: key).header("ETag") == "\"2\"")
            #expect(site.changing("PUT", path, ["name": "x"], ifMatch: "\"1\"", key: key).status == 412)
            #expect(site.changing("DELETE", path, ifMatch: "\"1\"", key: key).status == 412)
            #expect(site.changing("DELETE", path, ifMatch: "\"2\"", key: key).status == 204)
            #expect(site.api("GET", path, key: key).status == 404)
            #expect(site.api("GET", "/segments", key: key).json["items"] == [])
        }
    }

    @Test("segments come in pages, each once")
    func pages() throws {
        try SampleSite.with { site in
            let key = try site.key([.read, .manage])
            for number in 1...51 {
                _ = site.api("POST", "/segments", Self.adults.with("name", .string("Group \(number)")), key: key)
            }
            let first = site.api("GET", "/segments", key: key).json
            #expect(first["items"]?.arrayValue?.count == 50)
            let next = try #require(first["next"]?.stringValue)
            let last = site.api("GET", "/segments?cursor=\(next)", key: key).json
            #expect(last["items"]?.arrayValue?.map { $0["name"] } == ["Group 51"])
            #expect(last["next"]?.isNull == true)
            #expect(site.api("GET", "/segments?cursor=x", key: key).status == 400)
        }
    }

    @Test(
        "what makes no sense is refused at its place, as the page refuses it",
        arguments: [
            (["name": .null], "name"), (["name": "grown ups"], "name"), (["name": "a\u{0}b"], "name"),
            (["rule": .null], "rule"), (["rule": ["field": "patient.shoe", "op": "=", "value": 1]], "rule.field"),
            (["rule": ["field": "patient.age", "op": "=", "value": "old"]], "rule.value"),
            (["rule": ["segment": "99999"]], "rule"),
        ] as [(JSON, String)])
    func nonsense(body: JSON, field: String) throws {
        try withSegment { site, key, _, path throws in
            _ = site.api("POST", "/segments", Self.adults.with("name", "Grown Ups"), key: key)
            let answer = site.api("PUT", path, body, key: key)
            #expect(answer.status == 422)
            #expect(answer.problemFields?.first == field)
        }
    }

    @Test("a segment cannot ask about itself, and a new one needs name and rule")
    func circle() throws {
        try withSegment { site, key, made, path throws in
            let itself = site.api("PUT", path, ["rule": ["segment": made["id"] ?? .null]], key: key)
            #expect(itself.status == 422)
            #expect(itself.problemFields == ["rule"])
            #expect(site.api("POST", "/segments", [:], key: key).problemFields == ["name", "rule"])
        }
    }

    @Test("a segment that a campaign asks about is not removed")
    func used() throws {
        try withSegment { site, key, made, path throws in
            let campaign: JSON = ["name": "Recall", "type": "MARKETING", "audience": ["segment": made["id"] ?? .null]]
            #expect(site.api("POST", "/campaigns", campaign, key: key).status == 201)
            let answer = site.api("DELETE", path, key: key)
            #expect(answer.status == 409)
            #expect(answer.json["title"]?.stringValue?.contains("Recall") == true)
            #expect(site.api("GET", path, key: key).status == 200)
        }
    }

    private func withSegment(_ body: (SampleSite, String, JSON, String) throws -> Void) throws {
        try SampleSite.with { site in
            let key = try site.key([.read, .manage])
            let made = site.api("POST", "/segments", Self.adults, key: key)
            #expect(made.status == 201)
            let path = String(try #require(made.header("Location")).dropFirst("/api/v1".count))
            try body(site, key, made.json, path)
        }
    }
}
