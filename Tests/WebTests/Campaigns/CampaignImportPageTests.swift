import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("Taking a campaign out, and in again")
struct CampaignImportPageTests {
    @Test("a campaign leaves as one text file, and nobody else's does")
    func export() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.recall)
            let file = desk.get("/campaigns/\(campaign)/export")
            #expect(file.status == 200)
            #expect(file.header("Content-Type") == "text/plain; charset=utf-8")
            #expect(file.header("Content-Disposition") == "attachment; filename=\"recall-at-6-months.campaign.txt\"")
            #expect(file.text.hasPrefix("campanile campaign: format 1\nname: Recall at 6 Months\n"))
            let other = try Desk(site, name: "Eve Moor", clinic: site.rows.clinic("Elsewhere"))
            #expect(other.get("/campaigns/\(campaign)/export").status == 404)
        }
    }

    @Test("a file's name holds nothing that breaks a header")
    func names() {
        #expect(CampaignExportFile.fileName("Élan \"x\"\r\n; 7") == "lan-x-7.campaign.txt")
        #expect(CampaignExportFile.fileName("你好") == "campaign.campaign.txt")
    }

    @Test("a file is shown first, and makes its draft only when that is confirmed")
    func review() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let file = desk.get("/campaigns/\(try desk.use(.newPatientWelcome))/export").text
            let stranger = try Desk(site, name: "Eve Moor", clinic: site.rows.clinic("Elsewhere"))
            let before = try (site.rows.count("campaign"), site.rows.count("message_template"))
            let shown = stranger.post("/campaigns/import", ["text": file])
            #expect(shown.status == 200)
            #expect(shown.text.contains("Nothing is made yet") && shown.text.contains("in English and Spanish"))
            #expect(shown.text.contains("comes with it or is yours already"))
            #expect(try (site.rows.count("campaign"), site.rows.count("message_template")) == before)
            let made = stranger.post("/campaigns/import", ["text": file, "make": "yes"])
            let path = try #require(made.header("Location"))
            #expect(stranger.get(path).text.contains("is a draft of yours"))
            let id = try #require(path.split(separator: "/").dropFirst().first)
            #expect(stranger.get("/campaigns/\(id)/export").text == file)
        }
    }

    @Test("a message of the same name is asked about, and ours is used where that is chosen")
    func asked() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let file = desk.get("/campaigns/\(try desk.use(.recall))/export").text
            let templates = try site.rows.count("message_template")
            let shown = desk.post("/campaigns/import", ["text": file])
            #expect(shown.text.contains("The message “Check-up invitation”"))
            #expect(shown.text.contains("You have the same text."))
            #expect(desk.post("/campaigns/import", ["text": file, "make": "yes"]).status == 303)
            #expect(try site.rows.count("message_template") == templates)
            let copied = desk.post(
                "/campaigns/import", ["text": file, "make": "yes", "message-1": "make", "message-2": "999"])
            #expect(copied.status == 303)
            #expect(try site.rows.count("message_template") == templates + 2)
        }
    }

    @Test("a type of visit that the clinic has not is asked about")
    func types() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            _ = try site.rows.visit("A-1", of: patient, in: site.clinic, startsAt: SampleSite.now)
            let type = try #require(try CampaignImport.visitTypes(in: site.clinic, site.db).first)
            let file = desk.get("/campaigns/\(try desk.use(.recall))/export").text.replacing(
                "again: never", with: "exclusions\n  - patient.lastVisitType = \"Wire\"\nagain: never")
            let shown = desk.post("/campaigns/import", ["text": file])
            #expect(shown.text.contains("The type of visit “Wire”") && shown.text.contains(">\(type)</option>"))
            let made = desk.post("/campaigns/import", ["text": file, "make": "yes", "type-1": type])
            let id = try #require(made.header("Location")?.split(separator: "/").dropFirst().first)
            #expect(desk.get("/campaigns/\(id)/export").text.contains("patient.lastVisitType = \"\(type)\""))
        }
    }

    @Test("what cannot be read is refused with its line, and kept in the field")
    func refused() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            for text in [
                "", "hello", "campanile campaign: format 1\nname: <b>&x", String(repeating: "é", count: 110_000),
            ] {
                let answer = desk.post("/campaigns/import", ["text": text, "make": "yes"])
                #expect(answer.status == 422)
                #expect(answer.text.contains("Line "))
            }
            let other = desk.post("/campaigns/import", ["text": "hello"]).text
            #expect(other.contains("Line 1: This is no exported campaign: one begins with “campanile campaign”."))
            let answer = desk.post("/campaigns/import", ["text": "campanile campaign: format 1\nname: <b>&x"])
            #expect(answer.text.contains("name: &lt;b>&amp;x") || answer.text.contains("name: &lt;b&gt;&amp;x"))
            #expect(desk.post("/campaigns/import", ["text": "x", "else": "y"]).status == 400)
            #expect(try site.rows.count("campaign") == 0)
            #expect(try Desk(site, role: .frontDesk, name: "Lou Field").get("/campaigns/import").status == 403)
        }
    }
}
