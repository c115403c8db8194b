import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("The pages of revisions")
struct RevisionPagesTests {
    /// A campaign that runs its third revision: the wait was changed, then a message added.
    private func withRevisions(_ body: (SampleSite, Desk, ID<Campaign>) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.postBondingCare)
            let version = try self.version(desk, id)
            #expect(desk.post("/campaigns/\(id)/activate", ["version": version]).status == 303)
            let wait = try #require(try desk.steps(id).first { $0.kind == .wait })
            try save(wait, "for 5 days", desk, id)
            try publish(desk, id)
            let sent = try #require(try desk.steps(id).first { $0.kind == .send })
            let copy = desk.post("/campaigns/\(id)/steps/\(sent.id)/duplicate", ["version": try self.version(desk, id)])
            #expect(copy.status == 303)
            try publish(desk, id)
            try body(site, desk, id)
        }
    }

    private func version(_ desk: Desk, _ id: ID<Campaign>) throws -> String {
        String(try #require(try CampaignStore(desk.site.db).campaign(id, in: desk.site.clinic)).version)
    }

    private func save(_ wait: DraftStep, _ words: String, _ desk: Desk, _ id: ID<Campaign>) throws {
        let answer = desk.post(
            "/campaigns/\(id)/steps/\(wait.id)",
            ["version": String(wait.version), "name": "", "kind": "words", "words": words, "if-past": "skip"])
        #expect(answer.status == 303)
    }

    private func publish(_ desk: Desk, _ id: ID<Campaign>) throws {
        let answer = desk.post("/campaigns/\(id)/publish", ["version": try version(desk, id), "people": "move"])
        #expect(answer.status == 303, "\(answer.text)")
    }

    @Test("the question before a publication shows what changes on the drawing too, by word and mark")
    func publication() throws {
        try withRevisions { _, desk, id in
            let wait = try #require(try desk.steps(id).first { $0.kind == .wait })
            try save(wait, "for 6 days", desk, id)
            let sent = try #require(try desk.steps(id).last { $0.kind == .send })
            _ = desk.post(
                "/campaigns/\(id)/steps/\(sent.id)/remove",
                ["version": String(sent.version), "confirmed": "yes"])
            let page = desk.get("/campaigns/\(id)/publish").text
            #expect(page.contains("Steps: 1 changed · 1 removed."))
            #expect(page.contains("class=\"card\" data-change=\"changed\""))
            #expect(page.contains("class=\"card\" data-change=\"removed\""))
            #expect(page.contains(">Removed</span>"))
        }
    }

    @Test("any two are compared, and the draft with any of them")
    func comparison() throws {
        try withRevisions { _, desk, id in
            let page = "/campaigns/\(id)/revisions/compare"
            let all = desk.get("\(page)?from=1&to=3").text
            #expect(all.contains("From revision 1 to revision 3"))
            #expect(all.contains("becomes “for 5 days"))
            #expect(all.contains("Steps: 1 new · 1 changed."))
            let back = desk.get("\(page)?from=3&to=1").text
            #expect(back.contains("Steps: 1 changed · 1 removed."))
            #expect(desk.get("\(page)?from=3&to=draft").text.contains("Both say the same."))
            for bad in ["?from=1&to=4", "?from=0&to=1", "?from=x&to=1", "", "?from=1"] {
                #expect(desk.get(page + bad).status == 404, "\(bad)")
            }
        }
    }

    @Test("an earlier one is brought back as the draft after a question, and undo takes that back")
    func bringingBack() throws {
        try withRevisions { site, desk, id in
            #expect(desk.get("/campaigns/\(id)/revisions").text.contains("/campaigns/\(id)/revisions/1/bring-back"))
            let path = "/campaigns/\(id)/revisions/1/bring-back"
            let asked = desk.get(path).text
            #expect(asked.contains("Bring revision 1 back as the draft?"))
            #expect(asked.contains("Removed: "))
            #expect(asked.contains("What runs stays as it is until you publish."))
            let before = try desk.steps(id)
            #expect(desk.post(path).status == 303)
            #expect(desk.post(path).status == 303)
            let again = desk.get(path).text
            #expect(again.contains("The draft is revision 1 already") && !again.contains("Bring it back"))
            let terms = try #require(try RevisionStore(site.db).terms(number: 1, of: id, in: site.clinic))
            #expect(try StepStore(site.db).workflow(of: id, in: site.clinic) == terms.workflow)
            let builder = desk.get("/campaigns/\(id)/builder").text
            #expect(builder.contains("Undo: brought an earlier revision back"))
            #expect(desk.post("/campaigns/\(id)/draft/undo", ["version": try version(desk, id)]).status == 303)
            #expect(try desk.steps(id).map(\.id) == before.map(\.id))
            #expect(desk.get("/campaigns/\(id)/revisions/9/bring-back").status == 404)
            #expect(desk.post("/campaigns/\(id)/revisions/9/bring-back").status == 404)
        }
    }

    @Test("more than a page of them are shown in pages")
    func pages() throws {
        try withRevisions { site, desk, id in
            for number in 4...RevisionStore.listLimit + 1 {
                _ = try site.db.run(
                    "INSERT INTO revision (clinic_id, campaign_id, number, document, published_at) "
                        + "SELECT clinic_id, campaign_id, ?, document, published_at FROM revision WHERE number = 3",
                    [.int(Int64(number))])
            }
            let page = desk.get("/campaigns/\(id)/revisions").text
            #expect(page.contains("Revision 21") && page.contains("<h2>Revision 2</h2>"))
            #expect(!page.contains("<h2>Revision 1</h2>"))
            #expect(page.contains("/campaigns/\(id)/revisions?before=2"))
            let older = desk.get("/campaigns/\(id)/revisions?before=2").text
            #expect(older.contains("<h2>Revision 1</h2>") && !older.contains("Older revisions"))
        }
    }
}
