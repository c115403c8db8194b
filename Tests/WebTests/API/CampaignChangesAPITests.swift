import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Campaigns that programs change")
struct CampaignChangesAPITests {
    @Test("the days after which the same may begin again are told, read, changed and taken away")
    func reentry() throws {
        try SampleSite.with { site in
            let key = try site.key([.read, .manage])
            let made = site.api(
                "POST", "/campaigns", ["name": "Recall", "type": "FOLLOW_UP", "reentryDays": 30], key: key)
            #expect(made.json["reentryDays"] == 30)
            let path = String(try #require(made.header("Location")).dropFirst("/api/v1".count))
            #expect(site.api("PUT", path, ["name": "Recalls"], key: key).json["reentryDays"] == 30)
            #expect(site.api("PUT", path, ["reentryDays": 180], key: key).json["reentryDays"] == 180)
            for wrong in [0, 3_651, "30", 1.5] as [JSON] {
                #expect(site.api("PUT", path, ["reentryDays": wrong], key: key).problemFields == ["reentryDays"])
            }
            let never = site.api("PUT", path, ["reentryDays": .null], key: key)
            #expect(never.json["reentryDays"]?.isNull == true)
            #expect(site.api("GET", path, key: key).json["reentryDays"]?.isNull == true)
        }
    }

    @Test("a campaign is made as a draft, and stands where Location says")
    func create() throws {
        try withKey { site, key throws in
            let made = site.api(
                "POST", "/campaigns",
                [
                    "name": " Whitening ", "description": "In spring.", "type": "MARKETING", "triggerType": "SCHEDULED",
                    "triggerSchedule": "2027-04-12T10:00",
                    "audience": ["field": "patient.age", "op": ">=", "value": 18],
                    "excludeCriteria": ["field": "patient.age", "op": ">", "value": 80],
                ], key: key)
            #expect(made.status == 201)
            #expect(made.header("ETag") == "\"1\"")
            let location = try #require(made.header("Location"))
            let read = site.respond("GET", location, headers: ["authorization": "Bearer \(key)"])
            #expect(read.json == made.json)
            #expect(read.json["name"] == "Whitening")
            #expect(read.json["status"] == "DRAFT")
            #expect(read.json["purpose"] == "marketing")
            #expect(read.json["triggerSchedule"] == "2027-04-12T10:00:00-05:00")
            #expect(read.json["audience"] == ["field": "patient.age", "op": ">=", "value": 18])
            #expect(read.json["excludeCriteria"]?["value"] == 80)
            #expect(try site.rows.count("audit_log", where: "verb = 'add' AND api_key_id IS NOT NULL") == 1)
        }
    }

    @Test("care asks its audience again where it is told to, marketing always and reminders never")
    func asksAgain() throws {
        try withKey { site, key throws in
            func make(_ type: String, _ asks: JSON?) -> Response {
                var body: JSON = ["name": "Ours", "type": .string(type)]
                if let asks { body = ["name": "Ours", "type": .string(type), "asksAudienceAgain": asks] }
                return site.api("POST", "/campaigns", body, key: key)
            }
            for (type, asks, answer) in [
                ("FOLLOW_UP", nil, false), ("FOLLOW_UP", true, true), ("SURVEY", false, false),
                ("REMINDER", nil, false),
                ("REMINDER", false, false), ("MARKETING", nil, true), ("REACTIVATION", true, true),
                ("FOLLOW_UP", JSON.null, false),
            ] as [(String, JSON?, Bool)] {
                let made = make(type, asks)
                #expect(made.status == 201 && made.json["asksAudienceAgain"] == .bool(answer), "\(type)")
            }
            for (type, asks) in [("REMINDER", true), ("MARKETING", false), ("SURVEY", "yes")] as [(String, JSON)] {
                #expect(make(type, asks).problemFields == ["asksAudienceAgain"])
            }
            let id = try #require(make("FOLLOW_UP", true).json["id"]?.stringValue)
            let same = site.api("PUT", "/campaigns/\(id)", ["description": "x"], key: key)
            #expect(same.json["asksAudienceAgain"] == true)
            let other = site.api("PUT", "/campaigns/\(id)", ["asksAudienceAgain": false], key: key)
            #expect(other.json["asksAudienceAgain"] == false)
        }
    }

    @Test("a campaign begins with a workflow of the gallery")
    func template() throws {
        try withKey { site, key throws in
            let listed = site.api("GET", "/workflows/templates", key: key).json["items"]?.arrayValue ?? []
            #expect(listed.compactMap { $0["key"]?.stringValue } == GalleryWorkflow.all.map(\.key))
            for workflow in listed {
                let body: JSON = ["template": workflow["key"]!, "name": "Ours"]
                let made = site.api("POST", "/campaigns", body, key: key)
                #expect(made.status == 201)
                #expect(made.json["name"] == "Ours")
                #expect(made.json["type"] == workflow["type"])
                #expect(made.json["triggerEvent"] == workflow["triggerEvent"])
                let shape = { (json: JSON) in
                    json["steps"]?.arrayValue?.map { [$0["type"]!, $0["name"]!, $0["waitUntil"]!, $0["lane"]!] } ?? []
                }
                #expect(Set(shape(made.json)) == Set(shape(workflow)))
            }
            let none = site.api("POST", "/campaigns", ["template": "world-peace"], key: key)
            #expect(none.problemFields == ["template"])
        }
    }

    @Test("a missing field is unchanged, null empties, and the same again changes nothing")
    func update() throws {
        try withKey { site, key throws in
            let id = try site.campaign(key)
            let renamed = site.api("PUT", "/campaigns/\(id)", ["name": "New name"], key: key)
            #expect(renamed.status == 200)
            #expect(renamed.json["name"] == "New name")
            #expect(renamed.json["triggerEvent"] == "APPOINTMENT_BOOKED")
            #expect(renamed.header("ETag") == "\"2\"")
            #expect(site.api("PUT", "/campaigns/\(id)", ["name": "New name"], key: key).header("ETag") == "\"2\"")
            let cleared = site.api(
                "PUT", "/campaigns/\(id)", ["triggerType": .null, "audience": .null, "description": .null], key: key)
            #expect(cleared.json["triggerType"] == .null)
            #expect(cleared.json["audience"] == ["all": []])
            #expect(site.api("PUT", "/campaigns/\(id)", ["name": .null], key: key).problemFields == ["name"])
        }
    }

    @Test(
        "a change over what the program has not seen is refused",
        arguments: [
            ("\"1\"", 200), ("*", 200), ("\"7\", \"1\"", 200), (nil, 200), ("\"0\"", 412), ("\"2\"", 412),
            ("W/\"1\"", 412), ("\"\"", 412), ("1", 400), ("", 400), ("\"1", 400), ("*, \"1\"", 400),
        ] as [(String?, Int)])
    func ifMatch(header: String?, status: Int) throws {
        try withKey { site, key throws in
            let id = try site.campaign(key)
            let answer = site.changing("PUT", "/campaigns/\(id)", ["name": "New"], ifMatch: header, key: key)
            #expect(answer.status == status)
            if status == 412 { #expect(answer.header("ETag") == "\"1\"") }
            let name = site.api("GET", "/campaigns/\(id)", key: key).json["name"]
            #expect(name == (status == 200 ? "New" : "Care"))
        }
    }

    @Test(
        "a trigger that makes no sense is refused at its field",
        arguments: [
            (["triggerEvent": "APPOINTMENT_BOOKED"], "triggerType"), (["triggerType": "EVENT"], "triggerEvent"),
            (["triggerType": "SCHEDULED"], "triggerSchedule"), (["triggerType": "NEVER"], "triggerType"),
            (["triggerType": "EVENT", "triggerEvent": "booked"], "triggerEvent"),
            (["triggerType": "SCHEDULED", "triggerSchedule": "2027-03-08T18:00:00Z"], "triggerSchedule"),
            (["triggerType": "SCHEDULED", "triggerSchedule": "2027-02-30T10:00"], "triggerSchedule"),
            (
                ["triggerType": "SCHEDULED", "triggerSchedule": "2027-04-12T10:00", "triggerEvent": "BIRTHDAY"],
                "triggerEvent"
            ),
            (
                ["triggerType": "EVENT", "triggerEvent": "BIRTHDAY", "triggerSchedule": "2027-04-12T10:00"],
                "triggerSchedule"
            ),
            (["triggerType": .null, "triggerEvent": "BIRTHDAY"], "triggerEvent"),
            (
                ["triggerType": "EVENT", "triggerEvent": "BIRTHDAY", "triggerRule": ["field": "patient.size"]],
                "triggerRule.field"
            ),
            (["audience": ["all": [["field": "patient.age", "op": "~", "value": 1]]]], "audience.all[0].op"),
            (["excludeCriteria": "everybody"], "excludeCriteria"),
            (["purpose": "care", "type": "MARKETING"], "purpose"),
        ] as [(JSON, String)])
    func nonsense(body: JSON, field: String) throws {
        try withKey { site, key throws in
            let id = try site.campaign(key)
            let answer = site.api("PUT", "/campaigns/\(id)", body, key: key)
            #expect(answer.status == 422)
            #expect(answer.problemFields == [field])
            #expect(site.api("GET", "/campaigns/\(id)", key: key).header("ETag") == "\"1\"")
        }
    }

    @Test("a campaign that runs is edited for its next publishing; its type and its kind of trigger stay")
    func running() throws {
        try withKey { site, key throws in
            let id = try site.rows.campaign(in: site.clinic)
            #expect(site.api("PUT", "/campaigns/\(id)", ["name": "Renamed"], key: key).status == 200)
            for body in [["type": "SURVEY"], ["triggerType": .null]] as [JSON] {
                #expect(site.api("PUT", "/campaigns/\(id)", body, key: key).status == 409)
            }
            let adults: JSON = ["field": "patient.age", "op": ">=", "value": 18]
            let edited = site.api("PUT", "/campaigns/\(id)", ["audience": adults], key: key)
            #expect(edited.json["audience"] == adults)
            #expect(try site.rows.count("campaign", where: "draft IS NOT NULL") == 1)
            #expect(site.api("DELETE", "/campaigns/\(id)", key: key).status == 409)
            #expect(site.api("POST", "/campaigns/\(id)/activate", key: key).status == 409)
        }
    }

    @Test("a campaign that is over keeps all but its name and description")
    func over() throws {
        try withKey { site, key throws in
            let id = try site.rows.campaign(in: site.clinic, status: .completed)
            #expect(site.api("PUT", "/campaigns/\(id)", ["description": "Done."], key: key).status == 200)
            #expect(site.api("PUT", "/campaigns/\(id)", ["excludeCriteria": ["any": []]], key: key).status == 409)
            let step: JSON = ["type": "WAIT", "waitDuration": 5]
            #expect(site.api("POST", "/campaigns/\(id)/steps", step, key: key).status == 409)
        }
    }

    @Test("a draft is deleted, unless it was changed since")
    func remove() throws {
        try withKey { site, key throws in
            let id = try site.campaign(key)
            #expect(site.changing("DELETE", "/campaigns/\(id)", ifMatch: "\"9\"", key: key).status == 412)
            let gone = site.changing("DELETE", "/campaigns/\(id)", ifMatch: "\"1\"", key: key)
            #expect(gone.status == 204)
            #expect(gone.body.isEmpty)
            #expect(site.api("GET", "/campaigns/\(id)", key: key).status == 404)
            #expect(site.api("DELETE", "/campaigns/\(id)", key: key).status == 404)
        }
    }

    @Test("activation tells every problem with its step; then the campaign is active, paused, and names resume")
    func life() throws {
        try withKey { site, key throws in
            let id = try site.campaign(key)
            let path = "/campaigns/\(id)"
            let bare = site.api("POST", path + "/steps", ["type": "SEND", "channel": "SMS"], key: key).json
            let refused = site.api("POST", path + "/activate", key: key)
            #expect(refused.status == 422)
            #expect(refused.problemFields == ["steps[0]"])
            #expect(refused.json["errors"]?.arrayValue?.first?["stepId"] == bare["id"])

            #expect(site.api("POST", path + "/pause", key: key).status == 409)
            let step = path + "/steps/\(bare["id"]!.stringValue!)"
            #expect(site.api("DELETE", step, key: key).status == 204)
            let stale = site.changing("POST", path + "/activate", ifMatch: "\"1\"", key: key)
            #expect(stale.status == 412)
            let wait = site.api("POST", path + "/steps", ["type": "WAIT", "waitDuration": 60], key: key)
            #expect(wait.status == 201)
            let template = try MessageTemplateStore(site.db).create(
                MessageDraft(name: "Text", channel: .sms, language: "en", subject: "", body: "Hello"),
                in: site.clinic, by: .program, at: SampleSite.now)
            let send: JSON = ["type": "SEND", "channel": "SMS", "templateId": .string(template.description)]
            #expect(site.api("POST", path + "/steps", send, key: key).status == 201)

            let active = site.api("POST", path + "/activate", ["takeUpVisits": false], key: key)
            #expect(active.json["status"] == "ACTIVE")
            #expect(active.json["activatedAt"] == "2027-03-08T12:00:00-06:00")
            #expect(site.api("POST", path + "/pause", [:], key: key).json["status"] == "PAUSED")
            let again = site.api("POST", path + "/activate", key: key)
            #expect(again.status == 409)
            #expect(again.json["title"]?.stringValue?.contains("resume") == true)
        }
    }

    @Test("a preview shows each message with the verdict and the words of the page")
    func preview() throws {
        try withKey { site, key throws in
            _ = site.api("PUT", "/patients/P-1", IntakeAPITests.patient, key: key)
            _ = site.api("PUT", "/appointments/A-1", IntakeAPITests.visit, key: key)
            let made = site.api("POST", "/campaigns", ["template": "appointment-reminders"], key: key).json
            let path = "/campaigns/\(made["id"]!.stringValue!)/preview"
            let before = try site.rows.count("send")
            let json = site.api("POST", path, ["patient": "P-1", "appointment": "A-1"], key: key).json
            let messages = json["messages"]?.arrayValue ?? []
            #expect(json["isInAudience"] == true)
            #expect(messages.map { $0["channel"] } == ["EMAIL", "SMS", "SMS", "SMS"])
            #expect(messages[0]["to"] == "robin@patients.example")
            #expect(messages[0]["html"]?.stringValue?.contains("<html") == true)
            #expect(messages[1]["html"] == .null)
            #expect(messages[2]["leavesAt"] == "2027-03-18T10:00:00-05:00")
            #expect(messages[2]["localTime"] == "2027-03-18T10:00")
            #expect(messages.allSatisfy { $0["verdict"] == "send" && $0["explanation"]?.stringValue?.isEmpty == false })
            #expect(try site.rows.count("send") == before)

            #expect(site.api("POST", path, ["patient": "P-2"], key: key).problemFields == ["patient"])
            let other: JSON = ["patient": "P-1", "appointment": "A-2"]
            #expect(site.api("POST", path, other, key: key).problemFields == ["appointment"])
        }
    }

    @Test("a preview can be asked for as of another moment")
    func previewAt() throws {
        try withKey { site, key throws in
            _ = site.api("PUT", "/patients/P-1", IntakeAPITests.patient, key: key)
            let path = "/campaigns/\(try site.campaign(key))"
            let trigger: JSON = ["triggerType": "EVENT", "triggerEvent": "REVIEW_ASKED"]
            #expect(site.api("PUT", path, trigger, key: key).status == 200)
            #expect(site.api("POST", path + "/steps", ["type": "SEND", "channel": "SMS"], key: key).status == 201)
            let at: JSON = ["patient": "P-1", "at": "2027-03-19T09:00:00-05:00"]
            let messages = site.api("POST", path + "/preview", at, key: key).json["messages"]?.arrayValue ?? []
            #expect(messages.map { $0["leavesAt"] } == ["2027-03-19T09:00:00-05:00"])
            let now = site.api("POST", path + "/preview", ["patient": "P-1"], key: key).json["messages"]?.arrayValue
            #expect(now?.map { $0["leavesAt"] } == ["2027-03-08T12:00:00-06:00"])
        }
    }

    private func withKey(_ body: (SampleSite, String) throws -> Void) throws {
        try SampleSite.with { try body($0, $0.key(Set(APIKey.Scope.allCases))) }
    }
}

extension SampleSite {
    /// A draft on bookings, without steps.
    func campaign(_ key: String) throws -> String {
        let body: JSON = [
            "name": "Care", "type": "FOLLOW_UP", "triggerType": "EVENT", "triggerEvent": "APPOINTMENT_BOOKED",
        ]
        return try #require(api("POST", "/campaigns", body, key: key).json["id"]?.stringValue)
    }

    func changing(_ method: String, _ path: String, _ json: JSON? = nil, ifMatch: String?, key: String) -> Response {
        var headers = ["authorization": "Bearer \(key)", "content-type": "application/json"]
        headers["if-match"] = ifMatch
        return respond(method, "/api/v1" + path, headers: headers, body: json?.bytes ?? [])
    }
}
