import Campaigns
import CivilTime
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite struct IntakeAPITests {
    static let patient: JSON = [
        "firstName": "Robin", "lastName": "Winter", "birthDate": "1990-05-04", "sex": "X", "phone": "+13125550123",
        "email": "robin@patients.example", "status": "active",
    ]
    static let visit: JSON = [
        "patient": "P-1", "type": "Adjustment", "startsAt": "2027-03-20T10:00:00-05:00", "status": "booked",
        "bookedAt": "2027-03-08T17:00:00Z",
    ]
    static let event: JSON = ["id": "E-1", "type": "RETAINER_REORDER_DUE", "patient": "P-1"]
    static let treatment: JSON = ["patient": "P-1", "type": "braces", "status": "active"]
    static let invoice: JSON = [
        "patient": "P-1", "amountCents": 20_000, "currency": "USD", "dueOn": "2027-04-01", "status": "open",
    ]
    static let writes: [(method: String, path: String, body: JSON)] = [
        ("PUT", "/patients/P-1", patient), ("PUT", "/appointments/A-1", visit), ("PUT", "/treatments/T-1", treatment),
        ("PUT", "/invoices/I-1", invoice), ("POST", "/events", event),
    ]

    @Test("each record is made once, and the same again changes nothing")
    func again() throws {
        try withKey { site, key throws in
            for write in Self.writes {
                let made = site.api(write.method, write.path, write.body, key: key)
                #expect(made.status == (write.path == "/events" ? 202 : 201))
                #expect(made.header("Content-Type") == "application/json")
                let before = try Self.counts(site)
                #expect(site.api(write.method, write.path, write.body, key: key).status == 200)
                #expect(try Self.counts(site) == before)
            }
        }
    }

    @Test("a booking emits that it was booked; a changed time raises the version that planned messages carry")
    func booking() throws {
        try withKey { site, key throws in
            _ = site.api("PUT", "/patients/P-1", Self.patient, key: key)
            #expect(site.api("PUT", "/appointments/A-1", Self.visit, key: key).status == 201)
            #expect(try site.rows.count("event", where: "type = 'APPOINTMENT_BOOKED'") == 1)
            let moved = site.api("PUT", "/appointments/A-1", ["startsAt": "2027-03-21T10:00:00-05:00"], key: key)
            #expect(moved.status == 200)
            #expect(try site.rows.count("appointment", where: "schedule_version = 2 AND moved_at IS NOT NULL") == 1)
            #expect(site.api("PUT", "/appointments/A-1", ["status": "cancelled"], key: key).status == 200)
            #expect(try site.rows.count("event", where: "type = 'APPOINTMENT_CANCELLED'") == 1)
        }
    }

    @Test("a time without offset is the clinic's")
    func localTime() throws {
        try withKey { site, key throws in
            _ = site.api("PUT", "/patients/P-1", Self.patient, key: key)
            let visit = Self.visit.with("startsAt", "2027-03-20T10:00:00")
            _ = site.api("PUT", "/appointments/A-1", visit, key: key)
            #expect(try site.rows.count("appointment", where: "starts_at = '2027-03-20 15:00:00'") == 1)
        }
    }

    @Test("any other value in any field is taken, or refused at that field", arguments: writes.indices)
    func values(index: Int) throws {
        let write = Self.writes[index]
        try withKey { site, key throws in
            _ = site.api("PUT", "/patients/P-1", Self.patient, key: key)
            for member in write.body.objectValue! {
                for value in Self.hostile {
                    let before = try Self.counts(site)
                    let path = write.path == "/events" ? write.path : write.path + "-new"
                    let answer = site.api(write.method, path, write.body.with(member.key, value), key: key)
                    #expect([201, 202, 422].contains(answer.status), "\(member.key): \(value)")
                    if answer.status == 422 {
                        #expect(answer.problemFields?.contains(member.key) == true, "\(member.key): \(value)")
                        #expect(try Self.counts(site) == before)
                    } else {
                        try site.clear(write.path)
                    }
                }
            }
        }
    }

    @Test("every missing field that a new record needs is named", arguments: writes.indices)
    func missing(index: Int) throws {
        let write = Self.writes[index]
        try withKey { site, key throws in
            let answer = site.api(write.method, write.path, [:], key: key)
            #expect(answer.status == 422)
            #expect(answer.problemFields?.isEmpty == false)
            #expect(try Self.counts(site).values.allSatisfy { $0 == 0 })
        }
    }

    @Test("unknown fields are refused by their names", arguments: writes.indices)
    func unknown(index: Int) throws {
        let write = Self.writes[index]
        try withKey { site, key throws in
            let answer = site.api(write.method, write.path, write.body.with("nickname", "x"), key: key)
            #expect(answer.status == 400)
            #expect(answer.problemFields == ["nickname"])
        }
    }

    @Test(
        "what is no JSON is refused with its place",
        arguments: ["", "{", "{\"a\":1,\"a\":2}", "{\"a\":}", "{} {}", "\u{FEFF}{}", "{\"a\":\"\\ud83d\"}"])
    func malformed(text: String) throws {
        try withKey { site, key throws in
            for write in Self.writes {
                let answer = site.raw(write.method, write.path, Array(text.utf8), key: key)
                #expect(answer.status == 400)
                #expect(answer.json["title"]?.stringValue?.contains("byte") == true)
            }
        }
    }

    @Test("what is not UTF-8, or nested for ever, is refused")
    func bytes() throws {
        try withKey { site, key throws in
            for body in [[0x22, 0xFF, 0xFE, 0x22], Array(String(repeating: "{\"a\":", count: 20_000).utf8)] {
                #expect(site.raw("PUT", "/patients/P-1", body, key: key).status == 400)
            }
            #expect(site.raw("PUT", "/patients/P-1", Array("[]".utf8), key: key).status == 422)
        }
    }

    @Test("an id is read decoded, and one that is none is refused")
    func externalIDs() throws {
        try withKey { site, key throws in
            #expect(site.api("PUT", "/patients/P%2F1%20%C3%A9", Self.patient, key: key).status == 201)
            #expect(try site.rows.count("patient", where: "external_id = 'P/1 é'") == 1)
            for id in [String(repeating: "x", count: 81), "%0A", "%20x"] {
                #expect(site.api("PUT", "/patients/\(id)", Self.patient, key: key).problemFields == ["externalId"])
            }
            #expect(site.api("PUT", "/patients/%FF", Self.patient, key: key).status == 404)
            #expect(site.api("PUT", "/patients/%zz", Self.patient, key: key).status == 404)
        }
    }

    @Test("another clinic's patients are not there")
    func otherClinic() throws {
        try withKey { site, key throws in
            _ = site.api("PUT", "/patients/P-1", Self.patient, key: key)
            let other = try site.key([.intake], of: site.rows.clinic("Elsewhere"))
            for write in Self.writes.dropFirst() {
                let answer = site.api(write.method, write.path, write.body, key: other)
                #expect(answer.status == 422)
                #expect(answer.problemFields == ["patient"])
            }
            #expect(site.api("PUT", "/patients/P-1", Self.patient, key: other).status == 201)
            #expect(try site.rows.count("patient") == 2)
        }
    }

    @Test("two workers that are told the same new record at once make it once")
    func together() throws {
        try withKey { site, key throws in
            _ = site.api("PUT", "/patients/P-1", Self.patient, key: key)
            let address = site.address
            let clinic = site.clinic
            let statuses = Mutex<[Int]>([])
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                // A worker that cannot start is missing among the answers.
                guard let worker = try? SampleSite.worker(at: address, of: clinic) else { return }
                for round in 0..<10 {
                    for (method, path, body) in Self.writes {
                        let path = path == "/events" ? path : "\(path)-\(round)"
                        let body = path == "/events" ? body.with("id", .string("E-\(round)")) : body
                        let answer = worker.api(method, path, body, key: key)
                        statuses.withLock { $0.append(answer.status) }
                    }
                }
            }
            let counted = Dictionary(statuses.withLock { $0 }.map { ($0, 1) }, uniquingKeysWith: +)
            #expect(counted == [201: 40, 202: 10, 200: 150])
        }
    }

    @Test("tags that only the database takes for the same are no error")
    func tags() throws {
        try withKey { site, key throws in
            let tags: JSON = ["😀", "👍", "é", "e", "E", "ß", "s", "ss"]
            for _ in 0..<2 {
                let answer = site.api("PUT", "/patients/P-1", Self.patient.with("tags", tags), key: key)
                #expect([200, 201].contains(answer.status))
            }
        }
    }

    private static let hostile: [JSON] = [
        .null, true, -1, 1e308, "", .string(String(repeating: "x", count: 100_000)), "<script>alert(1)</script>",
        "'; DROP TABLE send; --", "a\r\nBcc: victim@patients.example", "\u{0}", .array([]), .object([JSON.Member]()),
        [[[]]], "2027-02-30", "25:99", "👩‍👩‍👧‍👦",
    ]

    private static func counts(_ site: SampleSite) throws -> [String: Int] {
        let tables = ["patient", "contact", "contact_point", "appointment", "treatment", "invoice", "event"]
        return try Dictionary(uniqueKeysWithValues: tables.map { ($0, try site.rows.count($0)) })
    }

    private func withKey(_ body: (SampleSite, String) throws -> Void) throws {
        try SampleSite.with { try body($0, $0.key([.intake])) }
    }
}

extension SampleSite {
    fileprivate func raw(_ method: String, _ path: String, _ body: [UInt8], key: String) -> Response {
        let headers = ["authorization": "Bearer \(key)", "content-type": "application/json; charset=utf-8"]
        return respond(method, "/api/v1" + path, headers: headers, body: body)
    }

    /// Takes back what a write has made, so that the next one makes it anew.
    fileprivate func clear(_ path: String) throws {
        for table in ["event", "appointment", "treatment", "invoice"] { _ = try db.run("DELETE FROM `\(table)`") }
        _ = try db.run("DELETE FROM patient WHERE external_id <> 'P-1'")
    }
}
