import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("Publishing what was edited, page by page")
struct PublicationPagesTests {
    private func withRunning(_ body: (SampleSite, Desk, ID<Campaign>) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.postBondingCare)
            let version = try #require(desk.get("/campaigns/\(id)/activate").hidden("version"))
            #expect(desk.post("/campaigns/\(id)/activate", ["version": version]).status == 303)
            try body(site, desk, id)
        }
    }

    /// Makes the first wait last a week.
    private func edit(_ desk: Desk, _ id: ID<Campaign>) throws {
        let step = try #require(
            try desk.steps(id).first { if case .wait = $0.action { true } else { false } })
        let wait = Wait(expression: try WaitExpression.parse("for 1 week"))
        let outcome = try StepStore(desk.site.db).update(
            step.id, name: "", .wait(wait), ifVersion: step.version, of: id, in: desk.site.clinic,
            by: .staff(desk.staff), at: SampleSite.now)
        #expect(outcome.isDone)
    }

    @Test("the question tells what changes and for whom; the answer publishes, and the list of revisions says who did")
    func publish() throws {
        try withRunning { site, desk, id in
            #expect(desk.get("/campaigns/\(id)/publish").text.contains("Nothing was changed since it was published"))
            try edit(desk, id)
            #expect(desk.get("/campaigns/\(id)/builder").text.contains("changes not yet published"))
            let page = desk.get("/campaigns/\(id)/publish")
            #expect(page.text.contains("The wait “for 3 days"))
            #expect(page.text.contains("0 patients are on the way through it"))
            let version = try #require(page.hidden("version"))
            let path = "/campaigns/\(id)/publish"
            #expect(desk.post(path, ["version": version]).status == 422)
            #expect(desk.post(path, ["version": version, "people": "nobody"]).status == 422)
            #expect(desk.post(path, ["version": version, "people": "move", "more": "1"]).status == 400)
            #expect(desk.post(path, ["version": "1", "people": "move"]).status == 409)
            #expect(try site.rows.count("revision") == 1)
            #expect(desk.post(path, ["version": version, "people": "move"]).status == 303)
            let list = desk.get("/campaigns/\(id)/revisions")
            #expect(list.text.contains("Revision 2"))
            #expect(list.text.contains("by Ana Ruiz"))
            #expect(list.text.contains("The wait “for 3 days"))
            #expect(!desk.get("/campaigns/\(id)/builder").text.contains("changes not yet published"))
        }
    }

    @Test("the way to publish stands in the head only where something may differ from what runs")
    func offered() throws {
        try withRunning { site, desk, id in
            func isOffered() -> Bool {
                desk.get("/campaigns/\(id)/sends").text.contains("href=\"/campaigns/\(id)/publish\"")
            }
            #expect(!isOffered())
            // A campaign that waits for nothing to be published is paused and resumed as before.
            #expect(desk.get("/campaigns/\(id)/sends").text.contains("Pause…"))
            let template = try #require(
                try desk.steps(id).compactMap { if case .send(let send) = $0.action { send.template } else { nil } }
                    .first)
            let texts = try MessageTemplateStore(site.db).texts(template, in: site.clinic)
            let old = try #require(texts.first)
            _ = try MessageTemplateStore(site.db).save(
                MessageDraft(
                    name: old.name, channel: old.channel, language: old.language, subject: old.subject, body: "New"),
                of: template, ifNumber: old.number, in: site.clinic, by: .staff(desk.staff), at: SampleSite.now)
            #expect(isOffered())
        }
        try withRunning { site, desk, id in
            _ = try SegmentStore(site.db).create(
                "Grown-ups", .everybody, in: site.clinic, by: .staff(desk.staff),
                at: SampleSite.now.adding(minutes: 5))
            #expect(desk.get("/campaigns/\(id)/sends").text.contains("href=\"/campaigns/\(id)/publish\""))
        }
        try withRunning { _, desk, id in
            try edit(desk, id)
            #expect(desk.get("/campaigns/\(id)/sends").text.contains("href=\"/campaigns/\(id)/publish\""))
        }
    }

    @Test("what stands against it is listed, linked to where it is mended, and nothing is published")
    func problems() throws {
        try withRunning { site, desk, id in
            _ = try StepStore(site.db).add(
                name: "", .send(SendStep(channel: .sms, template: nil)), at: .end(of: .main), to: id, in: site.clinic,
                by: .staff(desk.staff), at: SampleSite.now)
            let page = desk.get("/campaigns/\(id)/publish")
            #expect(page.text.contains("It cannot be published yet"))
            #expect(page.text.contains("No message template is chosen yet."))
            let version = String(try #require(try CampaignStore(site.db).campaign(id, in: site.clinic)).version)
            #expect(desk.post("/campaigns/\(id)/publish", ["version": version, "people": "move"]).status == 422)
            #expect(try site.rows.count("revision") == 1)
        }
    }

    @Test("discarding asks first, names what goes, and puts the workflow back")
    func discard() throws {
        try withRunning { _, desk, id in
            let before = try desk.steps(id).map(\.action)
            try edit(desk, id)
            #expect(desk.get("/campaigns/\(id)/discard").text.contains("The wait “for 3 days"))
            #expect(desk.post("/campaigns/\(id)/discard").status == 303)
            #expect(try desk.steps(id).map(\.action) == before)
            let nothing = desk.get("/campaigns/\(id)/discard").text
            #expect(nothing.contains("There is nothing to discard") && !nothing.contains("Discard the changes"))
        }
    }

    @Test("a draft and an archived campaign are not published")
    func wrongStatus() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.postBondingCare)
            #expect(desk.get("/campaigns/\(id)/publish").status == 303)
            #expect(desk.post("/campaigns/\(id)/publish", ["version": "1", "people": "move"]).status == 303)
            #expect(desk.post("/campaigns/\(id)/discard").status == 303)
            #expect(try site.rows.count("revision") == 0)
            #expect(desk.get("/campaigns/\(id)/revisions").text.contains("Nothing of it was published yet"))
        }
    }

    @Test("a failed message is sent again once it was asked for, and only by those who may")
    func sendAgain() throws {
        try SampleSite.with { site in
            let desk = try Desk(site, role: .frontDesk)
            let campaign = try site.rows.campaign(in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let send = try site.rows.send(of: campaign, to: patient, in: site.clinic, plannedAt: SampleSite.now)
            let path = "/campaigns/\(campaign)/sends/\(send)"
            #expect(!desk.get(path).text.contains("\(path)/again"))
            #expect(desk.post("\(path)/again").status == 303)
            #expect(try site.rows.count("send") == 1)
            try site.db.run(
                "UPDATE send SET phase = 'FAILED', failure = 'ambiguous' WHERE id = ?", [.int(send.rawValue)])
            #expect(desk.get(path).text.contains("\(path)/again"))
            #expect(desk.get("\(path)/again").text.contains("it arrives twice"))
            #expect(desk.post("\(path)/again").status == 303)
            #expect(try site.rows.count("send", where: "retry_of IS NOT NULL AND phase = 'READY'") == 1)
            let viewer = try Desk(site, role: .viewer, name: "Vic Viewer")
            #expect(!viewer.get(path).text.contains("\(path)/again"))
            #expect(viewer.post("\(path)/again").status == 403)
        }
    }
}
