import Campaigns
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct AudienceAPITests {
    private static func with(_ body: (SampleSite, String) throws -> Void) throws {
        try SampleSite.with { site throws in
            // One who said yes to marketing, one who said nothing, one who is no longer a patient.
            let ids = try ["P-1", "P-2", "P-3"].map {
                try site.rows.patient($0, in: site.clinic, email: "\($0)@patients.example")
            }
            _ = try site.rows.db.run("UPDATE patient SET status = 'inactive' WHERE id = ?", [.int(ids[2].rawValue)])
            for id in [ids[0], ids[2]] {
                _ = try site.rows.db.run(
                    """
                    INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
                    SELECT clinic_id, contact_id, 'marketing', 'EMAIL', TRUE, created_at, 'person', created_at
                    FROM patient WHERE id = ?
                    """, [.int(id.rawValue)])
            }
            _ = try site.rows.patient("X-1", in: site.rows.clinic("Elsewhere"))
            try body(site, try site.key([.read]))
        }
    }

    @Test("a rule that nobody saved is counted, by the sender's questions, with a few of each")
    func count() throws {
        try Self.with { site, key throws in
            let answer = site.api(
                "POST", "/audience/count", ["channels": ["EMAIL"], "sample": true], key: key)
            #expect(answer.status == 200)
            let json = answer.json
            #expect(json["patients"] == 3 && json["inAudience"] == 3 && json["outside"] == 0)
            #expect(json["receiving"] == 1)
            let reasons = json["withheld"]?.arrayValue?.compactMap { $0["reason"]?.stringValue } ?? []
            #expect(Set(reasons) == ["NO_CONSENT", "PATIENT_INACTIVE"])
            #expect(json["sample"]?["receiving"] == ["P-1"])
            #expect(json["sample"]?["withheld"]?["NO_CONSENT"] == ["P-2"])
        }
    }

    @Test("without a channel only the audience is counted")
    func audienceOnly() throws {
        try Self.with { site, key throws in
            let rule: JSON = ["field": "patient.status", "op": "=", "value": "active"]
            let json = site.api("POST", "/audience/count", ["audience": rule], key: key).json
            #expect(json["inAudience"] == 2 && json["outside"] == 1)
            #expect(json["receiving"] == .null)
            #expect(json["withheld"] == .array([]))
            let but: JSON = ["audience": ["all": []], "excludeCriteria": rule]
            #expect(site.api("POST", "/audience/count", but, key: key).json["inAudience"] == 1)
        }
    }

    @Test("a campaign is counted with its own messages, and with another audience that is not saved")
    func campaign() throws {
        try Self.with { site, key throws in
            let id = try site.rows.campaign(in: site.clinic, status: .draft)
            let path = "/campaigns/\(id)/audience/count"
            let json = site.api("POST", path, .object([JSON.Member]()), key: key).json
            #expect(json["receiving"] == 1 && json["inAudience"] == 3)
            let other: JSON = ["audience": ["any": []]]
            #expect(site.api("POST", path, other, key: key).json["inAudience"] == 0)
            #expect(try CampaignStore(site.db).campaign(id, in: site.clinic)?.audience == .everybody)
            let foreign = try site.rows.campaign(in: site.rows.clinic("Beyond"))
            let answer = site.api("POST", "/campaigns/\(foreign)/audience/count", .object([JSON.Member]()), key: key)
            #expect(answer.status == 404)
        }
    }

    @Test(
        "what makes no sense is refused with where",
        arguments: [
            (["audience": ["all": [["field": "patient.age", "op": "<", "value": "x"]]]], 422, "audience.all[0].value"),
            (["audience": ["segment": "99"]], 422, "audience"),
            (["audience": ["not": ["field": "event.data.score", "op": "<", "value": 7]]], 422, "audience.not.field"),
            (["excludeCriteria": 7], 422, "excludeCriteria"),
            (["type": "NEWS"], 422, "type"), (["channels": ["FAX"]], 422, "channels"),
            (["channels": ["SMS", "SMS"]], 422, "channels"), (["sample": 1], 422, "sample"),
            (["purpose": "fun"], 422, "purpose"), (["colour": "red"], 400, "colour"), ([], 422, ""),
        ] as [(JSON, Int, String)])
    func refused(body: JSON, status: Int, field: String) throws {
        try Self.with { site, key throws in
            let answer = site.api("POST", "/audience/count", body, key: key)
            #expect(answer.status == status)
            #expect(answer.problemFields == [field])
        }
    }

    @Test("a campaign's rule cannot name a segment that is not there")
    func campaignRule() throws {
        try SampleSite.with { site throws in
            let key = try site.key([.manage])
            let body: JSON = ["name": "Recall", "type": "MARKETING", "audience": ["not": ["segment": "99"]]]
            let answer = site.api("POST", "/campaigns", body, key: key)
            #expect(answer.status == 422)
            #expect(answer.problemFields == ["audience"])
        }
    }

    @Test("a segment stands for its rule")
    func segment() throws {
        try Self.with { site, key throws in
            let rule = Rule.test(FieldTest(field: .status, op: .equal, value: .text("active")))
            let saved = try SegmentStore(site.db).create(
                "Active", rule, in: site.clinic, by: .program, at: SampleSite.now)
            guard case .saved(let id) = saved else {
                Issue.record("\(saved)")
                return
            }
            let body: JSON = ["audience": ["segment": .string("\(id)")]]
            #expect(site.api("POST", "/audience/count", body, key: key).json["inAudience"] == 2)
        }
    }
}
