import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("The gallery's pages")
struct GalleryPagesTests {
    @Test("the list is searched and filtered by its address, which is told in the form again")
    func filtered() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let all = desk.get("/gallery").text
            #expect(all.contains("\(GalleryWorkflow.all.count) workflows") && !all.contains("See all"))
            let found = desk.get("/gallery?q=elastics&purpose=care").text
            #expect(found.contains("1 workflow<") && found.contains("value=\"elastics\""))
            #expect(found.contains("id=\"elastics-check-in\"") && !found.contains("id=\"recall\""))
            #expect(desk.get("/gallery?trigger=RECALL_DUE").text.contains("id=\"recall\""))
            #expect(desk.get("/gallery?q=%22%3Cb%3E").text.contains("No workflow fits"))
            #expect(desk.get("/gallery?trigger=nothing&channel=FAX&purpose=x").text.contains("See all") == false)
        }
    }

    @Test(
        "each workflow has a page with why and when, its steps, and its messages in each language",
        arguments: GalleryWorkflow.all)
    func pages(workflow: GalleryWorkflow) throws {
        try SampleSite.with { site in
            let page = try Desk(site).get("/gallery/\(workflow.key)")
            #expect(page.status == 200 && page.body.count < 60_000)
            #expect(page.text.contains("Spanish") && page.text.contains("lang=\"es\""))
            #expect(page.text.contains("Use this"))
        }
    }

    @Test("a workflow that is not there is a 404")
    func unknown() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            #expect(desk.get("/gallery/nothing").status == 404)
            #expect(desk.post("/gallery/nothing").status == 404)
        }
    }

    @Test("reminders are offered only while none run")
    func reminders() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            #expect(desk.get("/gallery/appointment-reminders").text.contains("Use this"))
            let campaign = try desk.use(.appointmentReminders)
            #expect(desk.get("/gallery/appointment-reminders").text.contains("Use this"))
            _ = try site.db.run("UPDATE campaign SET status = 'PAUSED'", [])
            let page = desk.get("/gallery/appointment-reminders").text
            #expect(!page.contains("Use this") && page.contains("/campaigns/\(campaign)/builder"))
            let refused = desk.post("/gallery/appointment-reminders")
            #expect(refused.header("Location") == "/campaigns/\(campaign)/builder")
            #expect(try site.rows.count("campaign") == 1)
            #expect(desk.get("/gallery/recall").text.contains("Use this"))
        }
    }
}
