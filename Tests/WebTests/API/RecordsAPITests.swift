import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Records that programs read")
struct RecordsAPITests {
    @Test("a treatment comes back with the milestones that were told of it, in their order")
    func milestones() throws {
        try SampleSite.with { site in
            let key = try site.key([.read, .intake])
            _ = site.api("PUT", "/patients/P-1", IntakeAPITests.patient, key: key)
            let told: JSON = [
                ["name": "halfway", "reachedAt": "2027-03-02T09:00:00-06:00"],
                ["name": "first tray", "reachedAt": "2027-03-01T09:00:00-06:00"],
            ]
            _ = site.api("PUT", "/treatments/T-1", IntakeAPITests.treatment.with("milestones", told), key: key)
            _ = site.api("PUT", "/treatments/T-2", IntakeAPITests.treatment, key: key)
            let one = site.api("GET", "/treatments/T-1", key: key).json
            #expect(one["milestones"]?.arrayValue?.map { $0["name"] } == ["first tray", "halfway"])
            #expect(one["milestones"]?.arrayValue?.first?["reachedAt"] == "2027-03-01T09:00:00-06:00")
            let all = site.api("GET", "/treatments", key: key).json["items"]?.arrayValue ?? []
            #expect(all.map { $0["milestones"]?.arrayValue?.count } == [2, 0])
        }
    }

    @Test("a record is read under the names and with the values that intake told")
    func told() throws {
        try withKey { site, key throws in
            let guardian: JSON = [
                "externalId": "G-1", "relation": "guardian", "firstName": "Kim", "lastName": "Winter",
                "email": "kim@patients.example", "language": "es", "receives": ["care"],
            ]
            let patient = IntakeAPITests.patient.with("tags", ["vip", "braces"]).with("contacts", [guardian])
                .with("timeZone", "America/New_York").with("registeredAt", "2027-03-01T09:00:00-06:00")
            let told: [(String, JSON)] = [
                ("/patients/P-1", patient),
                ("/appointments/A-1", IntakeAPITests.visit.with("provider", "Dr. Lane").with("version", 7)),
                ("/treatments/T-1", IntakeAPITests.treatment.with("startedAt", "2027-03-01T09:00:00-06:00")),
                ("/invoices/I-1", IntakeAPITests.invoice.with("paidCents", 500)),
            ]
            for (path, body) in told { #expect(site.api("PUT", path, body, key: key).status == 201) }
            for (path, body) in told {
                let read = site.api("GET", path, key: key).json
                let list = String(path[..<path.lastIndex(of: "/")!])
                #expect(site.api("GET", list, key: key).json["items"] == [read])
                for member in body.objectValue! where !["contacts", "tags", "bookedAt"].contains(member.key) {
                    #expect(read[member.key] == member.value, "\(path) \(member.key)")
                }
            }
            let read = site.api("GET", "/patients/P-1", key: key).json
            #expect(read["tags"] == ["braces", "vip"])
            for member in guardian.objectValue! {
                #expect(read["contacts"]?.arrayValue?.first?[member.key] == member.value, "\(member.key)")
            }
        }
    }

    @Test("one who receives for two children is one contact with two patients")
    func contacts() throws {
        try withKey { site, key throws in
            let mother: JSON = ["externalId": "G-1", "relation": "parent", "firstName": "Kim", "receives": ["care"]]
            for child in ["P-1", "P-2"] {
                let body = IntakeAPITests.patient.with("contacts", [mother])
                #expect(site.api("PUT", "/patients/\(child)", body, key: key).status == 201)
            }
            let all = site.api("GET", "/contacts", key: key).json["items"]?.arrayValue ?? []
            #expect(all.count == 3)
            let found = site.api("GET", "/contacts?externalId=G-1", key: key).json["items"]?.arrayValue ?? []
            #expect(found.first?["patients"]?.arrayValue?.map { $0["patient"] } == ["P-1", "P-2"])
            let one = site.api("GET", "/contacts/\(found[0]["id"]!.stringValue!)", key: key)
            #expect(one.json == found[0])
            let own = all.filter { $0["patients"]?.arrayValue?.first?["relation"] == "own" }
            #expect(own.count == 2)
            #expect(site.api("GET", "/contacts?externalId=G-2", key: key).json["items"] == [])
        }
    }

    @Test("recorded answers come in their order, everybody's or one contact's")
    func consents() throws {
        try withKey { site, key throws in
            for (patient, day) in [("P-1", 3), ("P-2", 4), ("P-1", 5)] {
                let consent: JSON = [
                    "purpose": "marketing", "channel": "EMAIL", "granted": .bool(day != 5),
                    "at": .string("2027-03-0\(day)T12:00:00-06:00"), "how": "form", "wording": "May we write?",
                ]
                let body = IntakeAPITests.patient.with("consents", [consent])
                #expect([200, 201].contains(site.api("PUT", "/patients/\(patient)", body, key: key).status))
            }
            let all = site.api("GET", "/consents", key: key).json["items"]?.arrayValue ?? []
            #expect(all.map { $0["granted"] } == [true, true, false])
            #expect(all[0]["at"] == "2027-03-03T12:00:00-06:00")
            #expect(all[0]["source"] == "intake")
            let contact = all[0]["contactId"]!.stringValue!
            let own = site.api("GET", "/consents?contact=\(contact)", key: key).json["items"]?.arrayValue ?? []
            #expect(own == [all[0], all[2]])
            #expect(site.api("GET", "/consents/\(all[1]["id"]!.stringValue!)", key: key).json == all[1])
        }
    }

    @Test("events come newest first, with the sender's key and what they are about")
    func events() throws {
        try withKey { site, key throws in
            _ = site.api("PUT", "/patients/P-1", IntakeAPITests.patient, key: key)
            _ = site.api("PUT", "/appointments/A-1", IntakeAPITests.visit, key: key)
            let event = IntakeAPITests.event.with("data", ["size": 2])
            #expect(site.api("POST", "/events", event, key: key).status == 202)
            let all = site.api("GET", "/events", key: key).json["items"]?.arrayValue ?? []
            #expect(all.map { $0["type"] } == ["RETAINER_REORDER_DUE", "APPOINTMENT_BOOKED", "PATIENT_CREATED"])
            #expect(all[0]["key"] == "E-1")
            #expect(all[0]["data"] == ["size": 2])
            #expect(all[0]["subject"] == .null)
            #expect(all[1]["key"] == .null)
            #expect(all[1]["subject"] == ["kind": "appointment", "externalId": "A-1"])
            let booked = site.api("GET", "/events?type=APPOINTMENT_BOOKED&patient=P-1", key: key).json["items"]
            #expect(booked == [all[1]])
            #expect(site.api("GET", "/events?patient=P-9", key: key).json["items"] == [])
            #expect(site.api("GET", "/events/\(all[0]["id"]!.stringValue!)", key: key).json == all[0])
        }
    }

    @Test("a list goes on where the page before ended, each record once, and shows the clinic's own alone")
    func pages() throws {
        try withKey { site, key throws in
            let start = SampleRows.instant("2027-03-20T15:00Z")
            for number in 1...52 {
                let patient = "P-\(number)"
                _ = site.api("PUT", "/patients/\(patient)", IntakeAPITests.patient, key: key)
                // Several visits start together: the place in the list is then the id's.
                let visit = IntakeAPITests.visit.with("patient", .string(patient))
                    .with("startsAt", .string(start.adding(minutes: number / 4 * 30).rfc3339))
                _ = site.api("PUT", "/appointments/A-\(number)", visit, key: key)
                let invoice = IntakeAPITests.invoice.with("patient", .string(patient))
                _ = site.api("PUT", "/invoices/I-\(number)", invoice, key: key)
                let treatment = IntakeAPITests.treatment.with("patient", .string(patient))
                _ = site.api("PUT", "/treatments/T-\(number)", treatment, key: key)
            }
            let other = try site.key([.intake], of: site.rows.clinic("Elsewhere"))
            _ = site.api("PUT", "/patients/P-1", IntakeAPITests.patient, key: other)
            _ = site.api("PUT", "/appointments/A-X", IntakeAPITests.visit, key: other)

            for list in ["patients", "contacts", "appointments", "invoices", "treatments", "events"] {
                let first = site.api("GET", "/\(list)", key: key).json
                let cursor = try #require(first["next"]?.stringValue, "\(list)")
                let second = site.api("GET", "/\(list)?cursor=\(cursor)", key: key).json
                #expect((second["next"] == .null) == (list != "events"), "\(list)")
                let ids = [first, second].flatMap { $0["items"]?.arrayValue ?? [] }.compactMap { $0["id"]?.stringValue }
                #expect(ids.count == (list == "events" ? 100 : 52), "\(list)")
                #expect(Set(ids).count == ids.count, "\(list)")
                #expect(first["items"]?.arrayValue?.count == 50, "\(list)")
            }
        }
    }

    @Test("appointments are found by patient, status and span of time")
    func appointments() throws {
        try withKey { site, key throws in
            for patient in ["P-1", "P-2"] {
                _ = site.api("PUT", "/patients/\(patient)", IntakeAPITests.patient, key: key)
            }
            let visits = [
                ("A-1", "P-1", "2027-03-20T10:00", "booked"), ("A-2", "P-2", "2027-03-20T11:00", "booked"),
                ("A-3", "P-1", "2027-03-21T00:00", "proposed"), ("A-0", "P-1", "2027-03-19T23:59", "booked"),
            ]
            for (id, patient, start, status) in visits {
                let body = IntakeAPITests.visit.with("patient", .string(patient)).with("startsAt", .string(start))
                    .with("status", .string(status))
                #expect(site.api("PUT", "/appointments/\(id)", body, key: key).status == 201)
            }
            let found = { (query: String) in
                let items = site.api("GET", "/appointments?\(query)", key: key).json["items"]?.arrayValue ?? []
                return items.compactMap { $0["externalId"]?.stringValue }
            }
            #expect(found("") == ["A-0", "A-1", "A-2", "A-3"])
            #expect(found("patient=P-1") == ["A-0", "A-1", "A-3"])
            #expect(found("status=booked&patient=P-1") == ["A-0", "A-1"])
            #expect(found("from=2027-03-20T00:00&to=2027-03-21T00:00") == ["A-1", "A-2"])
            #expect(found("from=2027-03-20T15:00:00Z") == ["A-1", "A-2", "A-3"])
            #expect(found("patient=P-3") == [])
        }
    }

    @Test(
        "a cursor that no page said is refused",
        arguments: [
            "patients", "contacts", "consents", "appointments", "treatments", "invoices", "events", "message-templates",
            "campaigns",
        ])
    func cursors(list: String) throws {
        try withKey { site, key throws in
            for cursor in ["x", "", "-1", "01", "1.0", "1_2_3", "1-", "_1", "9223372036854775808", "1%00"] {
                let answer = site.api("GET", "/\(list)?cursor=\(cursor)", key: key)
                #expect(answer.status == 400, "\(cursor)")
                #expect(answer.problemFields == ["cursor"], "\(cursor)")
            }
        }
    }

    private func withKey(_ body: (SampleSite, String) throws -> Void) throws {
        try SampleSite.with { try body($0, $0.key([.intake, .read])) }
    }
}
