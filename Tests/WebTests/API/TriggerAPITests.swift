import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct TriggerAPITests {
    @Test("a program starts a running campaign for one patient or a list, and hears what became of each")
    func start() throws {
        try withSite { site, key throws in
            let id = try Self.campaign(site, by: .event(EventType(rawValue: "HELLO")!, rule: nil))
            let path = "/campaigns/\(id)/trigger"
            let one = site.api("POST", path, ["patient": "P-1"], key: key)
            #expect(one.status == 200)
            #expect(one.json == ["items": [["patient": "P-1", "result": "ENROLLED", "explanation": .null]]])
            #expect(try site.rows.count("send") == 1)

            let list = site.api("POST", path, ["patients": ["P-9", "P-2", "P-1"]], key: key)
            let results = list.json["items"]?.arrayValue?.compactMap { $0["result"]?.stringValue }
            #expect(results == ["UNKNOWN_PATIENT", "ENROLLED", "ALREADY_ENROLLED"])
            #expect(try site.rows.count("enrollment") == 2)
            #expect(try site.rows.count("audit_log", where: "verb = 'start' AND api_key_id IS NOT NULL") == 2)
        }
    }

    @Test("a patient who is not in the audience, or has nothing that it could be about, is not started")
    func refusedPatients() throws {
        try withSite { site, key throws in
            let adults = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
            let young = try Self.campaign(site, by: .event(EventType(rawValue: "HELLO")!, rule: nil), audience: adults)
            let booked = try Self.campaign(site, by: .event(.appointmentBooked, rule: nil))
            func result(_ id: ID<Campaign>) -> JSON? {
                site.api("POST", "/campaigns/\(id)/trigger", ["patient": "P-1"], key: key)
                    .json["items"]?.arrayValue?.first?["result"]
            }
            #expect(result(young) == "NOT_IN_AUDIENCE")
            #expect(result(booked) == "NOTHING_TO_BE_ABOUT")
            let visit: JSON = [
                "patient": "P-1", "type": "Adjustment", "startsAt": "2027-03-20T10:00:00-05:00", "status": "booked",
            ]
            _ = site.api("PUT", "/appointments/A-1", visit, key: try site.key([.intake]))
            #expect(result(booked) == "ENROLLED")
            #expect(result(booked) == "ALREADY_ENROLLED")
            #expect(try site.rows.count("enrollment", where: "appointment_id IS NOT NULL") == 1)
        }
    }

    @Test("who cannot be started, since only an event could tell what the rule asks, is told so in a sentence")
    func asksTheEvent() throws {
        try withSite { site, key throws in
            let score = try #require(Field(key: "event.data.score"))
            let rule = Rule.test(FieldTest(field: score, op: .equal, value: .number(9)))
            let id = try Self.campaign(site, by: .event(EventType(rawValue: "SURVEY_ANSWERED")!, rule: rule))
            let answer = site.api("POST", "/campaigns/\(id)/trigger", ["patient": "P-1"], key: key)
            let item = answer.json["items"]?.arrayValue?.first
            #expect(item?["result"] == "NOTHING_TO_BE_ABOUT")
            #expect(item?["explanation"]?.stringValue?.contains("nobody can be started by hand") == true)
        }
    }

    @Test("what a campaign sets for starting again counts for a start by hand too")
    func again() throws {
        try withSite { site, key throws in
            let id = try Self.campaign(
                site, by: .event(EventType(rawValue: "HELLO")!, rule: nil), reentry: Reentry(days: 2))
            let path = "/campaigns/\(id)/trigger"
            func result(hours: Int) -> JSON? {
                site.api("POST", path, ["patient": "P-1"], key: key, at: SampleSite.now.adding(hours: hours))
                    .json["items"]?.arrayValue?.first?["result"]
            }
            #expect(result(hours: 0) == "ENROLLED")
            #expect(result(hours: 47) == "ALREADY_ENROLLED")
            #expect(result(hours: 48) == "ENROLLED")
            #expect(result(hours: 95) == "ALREADY_ENROLLED")
            #expect(try site.rows.count("enrollment", where: "round = 2") == 1)
        }
    }

    @Test(
        "a body that names nobody, or in two ways, is refused by field",
        arguments: [
            ([:], 422, ["patient"]), (["patient": 5], 422, ["patient"]), (["patients": []], 422, ["patients"]),
            (["patients": "P-1"], 422, ["patients"]), (["patients": ["P-1", "P-1"]], 422, ["patients"]),
            (["patients": ["P-1", ""]], 422, ["patients"]),
            (["patient": "P-1", "patients": ["P-2"]], 422, ["patients"]),
            (["patient": "P-1", "when": "now"], 400, ["when"]),
        ] as [(JSON, Int, [String])])
    func badBodies(body: JSON, status: Int, fields: [String]) throws {
        try withSite { site, key throws in
            let id = try Self.campaign(site, by: .event(EventType(rawValue: "HELLO")!, rule: nil))
            let answer = site.api("POST", "/campaigns/\(id)/trigger", body, key: key)
            #expect(answer.status == status)
            #expect(answer.problemFields == fields)
            #expect(try site.rows.count("enrollment") == 0)
        }
    }

    @Test("it needs the scope manage, a campaign of the clinic, and one that is active")
    func door() throws {
        try withSite { site, key throws in
            let id = try Self.campaign(site, by: .event(EventType(rawValue: "HELLO")!, rule: nil))
            let path = "/campaigns/\(id)/trigger"
            #expect(site.api("POST", path, ["patient": "P-1"], key: try site.key([.read, .intake])).status == 403)
            let elsewhere = try site.key([.manage], of: site.rows.clinic("Elsewhere"))
            #expect(site.api("POST", path, ["patient": "P-1"], key: elsewhere).status == 404)
            let draft = try site.rows.campaign("Draft", in: site.clinic, status: .draft)
            #expect(site.api("POST", "/campaigns/\(draft)/trigger", ["patient": "P-1"], key: key).status == 409)
            _ = try site.db.run("UPDATE campaign SET status = 'PAUSED' WHERE id = ?", [.int(id.rawValue)])
            #expect(site.api("POST", path, ["patient": "P-1"], key: key).status == 409)
            #expect(try site.rows.count("enrollment") == 0)
        }
    }

    @Test("a recurrence and a lead are told and come back; what makes no sense is refused with its place")
    func triggers() throws {
        try withSite { site, key throws in
            let read = try site.key([.read])
            func made(_ trigger: JSON) -> (status: Int, fields: [String]?, shown: JSON?) {
                let members = (trigger.objectValue ?? []).map { ($0.key, $0.value) }
                var all = [("name", JSON.string("Hello")), ("type", JSON.string("FOLLOW_UP"))]
                all += members
                let body = JSON.object(all.map { JSON.Member(key: $0.0, value: $0.1) })
                let answer = site.api("POST", "/campaigns", body, key: key)
                guard answer.status == 201, let id = answer.json["id"]?.stringValue else {
                    return (answer.status, answer.problemFields, nil)
                }
                return (answer.status, nil, site.api("GET", "/campaigns/\(id)", key: read).json)
            }
            let recurrence: JSON = [
                "frequency": "MONTHLY", "interval": 1, "at": "09:00", "nth": ["week": -1, "weekday": "FR"],
                "start": "2027-03-01", "until": .null, "count": 3,
            ]
            let monthly = made(["triggerType": "RECURRING", "triggerRecurrence": recurrence])
            #expect(monthly.status == 201)
            #expect(monthly.shown?["triggerType"] == "RECURRING")
            #expect(monthly.shown?["triggerRecurrence"]?["nth"] == ["week": -1, "weekday": "FR"])
            #expect(monthly.shown?["triggerRecurrence"]?["count"] == 3)
            let lead = made(["triggerType": "EVENT", "triggerEvent": "PAYMENT_DUE", "triggerLeadDays": 7])
            #expect(lead.shown?["triggerLeadDays"] == 7)

            let wrong: [(JSON, [String])] = [
                (["triggerType": "RECURRING"], ["triggerRecurrence"]),
                (
                    [
                        "triggerType": "RECURRING",
                        "triggerRecurrence": [
                            "frequency": "MONTHLY", "at": "9", "nth": ["week": 6, "weekday": "FR"],
                            "start": "2027-03-01",
                        ],
                    ], ["triggerRecurrence.at", "triggerRecurrence.nth.week"]
                ),
                (
                    [
                        "triggerType": "RECURRING",
                        "triggerRecurrence": [
                            "frequency": "DAILY", "at": "09:00", "start": "2027-01-01", "until": "2027-02-01",
                        ],
                    ], ["triggerRecurrence"]
                ),
                (
                    ["triggerType": "EVENT", "triggerEvent": "PATIENT_CREATED", "triggerLeadDays": 7],
                    ["triggerLeadDays"]
                ),
                (["triggerType": "EVENT", "triggerEvent": "BIRTHDAY", "triggerLeadDays": 61], ["triggerLeadDays"]),
                (["triggerLeadDays": 7], ["triggerType"]),
            ]
            for (trigger, fields) in wrong {
                let answer = made(trigger)
                #expect(answer.status == 422, "\(trigger.text)")
                #expect(answer.fields == fields, "\(trigger.text)")
            }
        }
    }

    /// A running campaign of one e-mail.
    private static func campaign(
        _ site: SampleSite, by trigger: Trigger, audience: Rule = .everybody, reentry: Reentry = .never
    ) throws -> ID<Campaign> {
        let text = MessageDraft(name: "Hello", channel: .email, language: "en", subject: "Hello", body: "Hello!")
        let template = try MessageTemplateStore(site.db).create(
            text, in: site.clinic, by: .program, at: SampleSite.now)
        let store = CampaignStore(site.db)
        let id = try store.create(
            CampaignHead(name: "Hello", type: .followUp), trigger: trigger, in: site.clinic, by: .program,
            at: SampleSite.now)
        _ = try StepStore(site.db).add(
            name: "Hello", .send(SendStep(channel: .email, template: template)), at: .end(of: .main), to: id,
            in: site.clinic, by: .program, at: SampleSite.now)
        func version() throws -> Int { try store.campaign(id, in: site.clinic)!.version }
        _ = try store.update(
            trigger, reentry: reentry, of: id, ifVersion: version(), in: site.clinic, by: .program,
            at: SampleSite.now)
        _ = try store.update(
            audience: audience, exclusions: nil, of: id, ifVersion: version(), in: site.clinic, by: .program,
            at: SampleSite.now)
        let outcome = try CampaignLife(site.db, revisions: RevisionStore(site.db)).activate(
            id, CampaignLife.Activation(version: version(), takesUpVisits: false, couriers: [.email, .sms]),
            in: site.clinic, by: .program, at: SampleSite.now)
        guard case .done = outcome else { throw NotActivated() }
        return id
    }

    private struct NotActivated: Error {}

    private func withSite(_ body: (SampleSite, String) throws -> Void) throws {
        try SampleSite.with { site in
            _ = try site.rows.patient("P-1", in: site.clinic)
            _ = try site.rows.patient("P-2", in: site.clinic, email: "kim@patients.example")
            try body(site, site.key([.manage]))
        }
    }
}
