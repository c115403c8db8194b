import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("A campaign's life, page by page")
struct CampaignLifePagesTests {
    private func status(_ site: SampleSite, _ campaign: ID<Campaign>) throws -> CampaignStatus? {
        try CampaignStore(site.db).campaign(campaign, in: site.clinic)?.status
    }

    @Test("a draft that is not ready lists what stands against it, linked to where that is mended")
    func refused() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try CampaignStore(site.db).create(
                CampaignHead(name: "Empty", type: .followUp), in: site.clinic, by: .staff(desk.staff),
                at: SampleSite.now)
            let page = desk.get("/campaigns/\(id)/activate")
            #expect(page.text.contains("Nothing starts it yet"))
            #expect(page.text.contains("href=\"/campaigns/\(id)/builder?open=trigger#panel\""))
            #expect(desk.post("/campaigns/\(id)/activate", ["version": "1"]).status == 422)
            #expect(try status(site, id) == .draft)
        }
    }

    @Test(
        "visits booked already are offered with their number: reminders take them up unless told not to, others not",
        arguments: [(CampaignType.reminder, "take"), (.followUp, "leave")])
    func takeUp(type: CampaignType, choice: String) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.appointmentReminders)
            try site.db.run("UPDATE campaign SET type = '\(type.rawValue)'")
            let patient = try site.rows.patient("P-9", in: site.clinic)
            for hours in [24, 48] {
                try site.rows.visit(
                    "A-\(hours)", of: patient, in: site.clinic, startsAt: SampleSite.now.adding(hours: hours))
            }
            let page = desk.get("/campaigns/\(id)/activate").text
            #expect(page.contains("2 visits are booked already"))
            #expect(page.contains("value=\"\(choice)\" checked"))
        }
    }

    @Test("activate, pause, undo, pause, resume and archive go their way, each with a notice that is shown once")
    func life() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.appointmentReminders)
            let version = try #require(desk.get("/campaigns/\(id)/activate").hidden("version"))
            #expect(desk.post("/campaigns/\(id)/activate", ["version": version]).status == 422)
            #expect(desk.post("/campaigns/\(id)/activate", ["version": "999", "take-up": "take"]).status == 409)
            let activated = desk.post("/campaigns/\(id)/activate", ["version": version, "take-up": "take"])
            #expect(activated.status == 303)
            #expect(try status(site, id) == .active)
            #expect(desk.get("/campaigns/\(id)/stats").text.contains("is active."))
            #expect(!desk.get("/campaigns/\(id)/stats").text.contains("is active."))

            #expect(desk.get("/campaigns/\(id)/pause").text.contains("from now on nothing leaves"))
            #expect(desk.post("/campaigns/\(id)/pause").status == 303)
            #expect(try status(site, id) == .paused)
            #expect(desk.get("/campaigns/\(id)/stats").text.contains("action=\"/campaigns/\(id)/undo-pause\""))
            #expect(desk.post("/campaigns/\(id)/undo-pause").status == 303)
            #expect(try status(site, id) == .active)

            #expect(desk.post("/campaigns/\(id)/pause").status == 303)
            #expect(desk.get("/campaigns/\(id)/resume").text.contains("Send what is still in time"))
            #expect(desk.post("/campaigns/\(id)/resume").status == 422)
            #expect(desk.post("/campaigns/\(id)/resume", ["missed": "send"]).status == 303)
            #expect(try status(site, id) == .active)

            #expect(desk.post("/campaigns/\(id)/archive").status == 303)
            #expect(try status(site, id) == .archived)
            #expect(desk.post("/campaigns/\(id)/pause").status == 303)
            #expect(desk.get("/campaigns").text.contains("It is archived now."))
        }
    }

    @Test("a pause says how many messages wait, before and after, and so does what would end a campaign that is paused")
    func waiting() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try site.rows.campaign(in: site.clinic)
            for number in 1...3 {
                let patient = try site.rows.patient("P-\(number)", in: site.clinic)
                _ = try site.rows.send(
                    of: id, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: number))
            }
            #expect(desk.get("/campaigns/\(id)/pause").text.contains("3 messages wait; from now on nothing leaves."))
            #expect(desk.post("/campaigns/\(id)/pause").status == 303)
            #expect(try status(site, id) == .paused)
            #expect(desk.get("/campaigns/\(id)/stats").text.contains("3 messages wait; nothing leaves until"))
            let question = desk.get("/campaigns/\(id)/archive").text
            #expect(question.contains("3 messages that wait are skipped."))
            #expect(question.contains("3 patients are on the way through it; their way ends."))
        }
    }

    @Test("settings are saved, refused beside their field, and told to the second of two")
    func settings() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.postBondingCare)
            let path = "/campaigns/\(id)/settings"
            let version = try #require(desk.get(path).hidden("version"))
            let fields: KeyValuePairs = [
                "version": version, "name": "Braces", "description": "", "type": "FOLLOW_UP",
            ]
            #expect(desk.post(path, fields).status == 303)
            let stale = desk.post(path, ["version": version, "name": "Wires", "description": "", "type": "FOLLOW_UP"])
            #expect(stale.status == 409)
            #expect(stale.value(ofField: "name") == "Wires")
            let bad = desk.post(
                path,
                ["version": version, "name": "", "description": String(repeating: "x", count: 1_001), "type": "NOPE"])
            #expect(bad.status == 422)
            for field in ["name", "description", "type"] { #expect(bad.text.contains("id=\"\(field)-error\"")) }
            #expect(desk.post(path, ["version": version, "surprise": "1"]).status == 400)
            #expect(try CampaignStore(site.db).campaign(id, in: site.clinic)?.name == "Braces")
        }
    }

    @Test("staff say on the settings page whether care asks its audience again, and publish it where it runs")
    func asksAgain() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.postBondingCare)
            let path = "/campaigns/\(id)/settings"
            func save(_ type: String, _ asks: String?) throws -> Response {
                let version = try #require(desk.get(path).hidden("version"))
                let fields: KeyValuePairs = [
                    "version": version, "name": "Braces", "description": "", "type": type, "asks-again": asks ?? "",
                ]
                return asks == nil
                    ? desk.post(path, ["version": version, "name": "Braces", "description": "", "type": type])
                    : desk.post(path, fields)
            }
            func campaign() throws -> Campaign {
                try #require(try CampaignStore(site.db).campaign(id, in: site.clinic))
            }
            #expect(try save("FOLLOW_UP", "again").status == 303)
            #expect(try campaign().asksAudienceAgain)
            #expect(desk.get(path).text.contains("value=\"again\" checked"))
            #expect(try save("REMINDER", "again").text.contains("id=\"asks-again-error\""))
            #expect(try save("FOLLOW_UP", "maybe").status == 422)
            #expect(try save("MARKETING", "again").status == 303)
            #expect(try !campaign().asksAudienceAgain)
            #expect(try save("FOLLOW_UP", nil).status == 303)
            #expect(try !campaign().asksAudienceAgain)
        }
    }

    @Test(
        "hostile values are answered below 500 and stored as text or not at all",
        arguments: [
            "<script>alert(1)</script>", "'; DROP TABLE send; --", "a\r\nBcc: x", "\u{0}\u{1}\u{1b}[31m", "👩‍👩‍👧‍👦",
            "-99999999999999999999", "{{patient.password}} {{",
        ])
    func hostile(value: String) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let answer = desk.post("/campaigns", ["name": value, "description": value, "type": "REMINDER"])
            #expect(answer.status == 303 || answer.status == 422)
            #expect(!answer.text.contains("<script>alert"))
            #expect(desk.post("/campaigns", ["name": "A", "name": "B", "type": value]).status == 422)
            #expect(!desk.get("/campaigns").text.contains("<script>alert"))
        }
    }
}
