import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("A replay for programs")
struct ReplayAPITests {
    private func site(_ body: (SampleSite, ID<Campaign>, String) throws -> Void) throws {
        try SampleSite.with { site in
            let campaign = try Desk(site).use(.appointmentReminders)
            try Visits(site).book(try site.rows.patient("P-1", in: site.clinic))
            try body(site, campaign, try site.key([.read, .manage]))
        }
    }

    @Test("a small clinic is answered at once, and the answer stays")
    func answer() throws {
        try site { site, campaign, key throws in
            #expect(site.api("GET", "/campaigns/\(campaign)/replay", key: key).status == 404)
            let answer = site.api("POST", "/campaigns/\(campaign)/replay", ["days": 14], key: key)
            #expect(answer.status == 200)
            #expect(answer.json["state"] == "DONE")
            #expect(answer.json["days"] == 14)
            #expect(answer.json["patientsTotal"] == 1)
            #expect(answer.json["from"] == "2027-02-22T00:00:00-06:00")
            #expect(answer.json["calendar"]?.arrayValue?.count == 15)
            #expect(answer.json["explanation"] == "Over the last 14 days it would have sent 0 messages to 0 patients.")
            #expect(site.api("GET", "/campaigns/\(campaign)/replay", key: key).json == answer.json)
            for table in ["enrollment", "send", "message"] { #expect(try site.rows.count(table) == 0) }
        }
    }

    @Test(
        "what makes no sense is refused by name",
        arguments: [
            (["days": 6] as JSON, 422, ["days"]), (["days": 91], 422, ["days"]), (["days": "30"], 422, ["days"]),
            (["terms": "old"], 422, ["terms"]), (["terms": "running"], 422, ["terms"]),
            (["colour": "red"], 400, ["colour"]), ([], 400, []),
        ] as [(JSON, Int, [String])])
    func refused(body: JSON, status: Int, fields: [String]) throws {
        try site { site, campaign, key throws in
            let answer = site.api("POST", "/campaigns/\(campaign)/replay", body, key: key)
            #expect(answer.status == status)
            #expect(answer.problemFields == fields)
        }
    }

    @Test("it needs a key that may manage, a trigger, and a campaign of the key's own clinic")
    func door() throws {
        try site { site, campaign, key throws in
            let path = "/campaigns/\(campaign)/replay"
            #expect(site.api("POST", path, [:], key: try site.key([.read])).status == 403)
            #expect(site.api("GET", path, key: try site.key([.manage])).status == 403)
            let stranger = try site.key([.read, .manage], of: site.rows.clinic("Elsewhere"))
            #expect(site.api("POST", path, [:], key: stranger).status == 404)
            #expect(site.api("GET", path, key: stranger).status == 404)
            _ = try site.db.run("UPDATE campaign SET trigger_type = NULL, trigger_event = NULL")
            #expect(site.api("POST", path, [:], key: key).problemFields == ["terms"])
        }
    }
}
