import Campaigns
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct APIDoorTests {
    static let writes = [
        ("PUT", "/patients/P-1"), ("PUT", "/appointments/A-1"), ("PUT", "/treatments/T-1"), ("PUT", "/invoices/I-1"),
        ("POST", "/events"),
    ]

    @Test("without a living key nobody gets in", arguments: writes)
    func keys(method: String, path: String) throws {
        try SampleSite.with { site throws in
            let revoked = try site.key([.intake])
            let stored = try APIKeyStore(site.db).all(in: site.clinic)
            _ = try APIKeyStore(site.db).revoke(stored[0].id, in: site.clinic, at: SampleSite.now)
            let never = ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer \(revoked) \(revoked)"]
            for header in never + ["Bearer \(revoked)"] {
                let answer = site.respond(method, "/api/v1" + path, headers: ["authorization": header])
                #expect(answer.status == 401)
                #expect(answer.problemFields == [])
                #expect(answer.header("WWW-Authenticate") == "Bearer")
            }
        }
    }

    @Test("a key without the scope is told which one it lacks", arguments: writes)
    func scopes(method: String, path: String) throws {
        try SampleSite.with { site throws in
            let answer = site.api(method, path, [:], key: try site.key([.read, .manage]))
            #expect(answer.status == 403)
            #expect(answer.json["title"]?.stringValue?.contains("intake") == true)
        }
    }

    @Test("another method, another type and too large a body are refused as problems", arguments: writes)
    func shape(method: String, path: String) throws {
        try SampleSite.with { site throws in
            let key = try site.key([.intake, .read])
            let wrong = site.api("DELETE", path, key: key)
            #expect(wrong.status == 405)
            #expect(wrong.header("Allow")?.contains(method) == true)
            #expect(wrong.problemFields == [])

            let headers = ["authorization": "bearer \(key)", "content-type": "text/plain"]
            let type = site.respond(method, "/api/v1" + path, headers: headers, body: Array("{}".utf8))
            #expect(type.status == 415)
            #expect(type.problemFields == [])

            let large = site.respond(method, "/api/v1" + path, headers: headers, isTooLarge: true)
            #expect(large.status == 413)
            #expect(large.problemFields == [])
        }
    }

    @Test("an unknown path is a problem too")
    func unknown() throws {
        try SampleSite.with { site throws in
            let answer = site.api("GET", "/no-such-thing", key: try site.key([.read]))
            #expect(answer.status == 404)
            #expect(answer.problemFields == [])
        }
    }
}
