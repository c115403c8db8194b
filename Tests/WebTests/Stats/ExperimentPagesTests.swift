import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("What tests of messages came to, as pages and programs see it")
struct ExperimentPagesTests {
    /// An active offer to new patients that tries two messages until the 5th of April.
    private static func offer(_ site: SampleSite) throws -> ID<Campaign> {
        let now = SampleSite.now
        let templates = try ["Shine A", "Shine B"].map { name in
            try MessageTemplateStore(site.db).create(
                MessageDraft(name: name, channel: .email, language: "en", subject: name, body: name), in: site.clinic,
                by: .program, at: now)
        }
        let campaign = try CampaignStore(site.db).create(
            CampaignHead(name: "Shine", type: .marketing), trigger: .event(.patientCreated, rule: nil),
            in: site.clinic, by: .program, at: now)
        let experiment = Experiment(
            key: ExperimentKey("000102030405060708090a0b0c0d0e0f")!, weight: 50,
            challengers: [.init(template: templates[1], weight: 50)], goal: .clicks,
            endsAt: CivilDateTime("2027-04-05T09:00")!)
        _ = try StepStore(site.db).add(
            name: "Spring offer", .send(SendStep(channel: .email, template: templates[0], experiment: experiment)),
            at: .end(of: .main), to: campaign, in: site.clinic, by: .program, at: now)
        let version = try #require(try CampaignStore(site.db).campaign(campaign, in: site.clinic)).version
        let outcome = try CampaignLife(site.db, revisions: RevisionStore(site.db)).activate(
            campaign, .init(version: version, takesUpVisits: false, couriers: [.email, .sms]), in: site.clinic,
            by: .program, at: now)
        guard case .done = outcome else { throw HTTPRefusal.notFound }
        return campaign
    }

    /// Patients who got an arm, some of whom clicked.
    private static func reach(_ site: SampleSite, _ campaign: ID<Campaign>, _ arm: String, _ count: Int, clicked: Int)
        throws
    {
        let sent = SampleRows.instant("2027-03-08T10:00Z")
        for number in 0..<count {
            let patient = try site.rows.patient(
                "\(arm)-\(number)", in: site.clinic, email: "\(arm)\(number)@patients.example")
            let send = try site.rows.send(
                of: campaign, to: patient, in: site.clinic, plannedAt: sent, sentAt: sent)
            _ = try site.db.run(
                """
                INSERT INTO assignment (clinic_id, campaign_id, step_id, patient_id, household_id, part, assigned_at)
                SELECT clinic_id, campaign_id, step_id, patient_id, patient_id, ?, created_at FROM send WHERE id = ?
                """, [.text(arm), .int(send.rawValue)])
            _ = try site.db.run(
                "UPDATE send SET arm = ?, clicked_at = IF(?, '2027-03-08 12:00:00', NULL) WHERE id = ?",
                [.text(arm), .bool(number < clicked), .int(send.rawValue)])
        }
    }

    @Test("the statistics say what can be said, and show a table of the arms")
    func page() throws {
        try SampleSite.with { site in
            let campaign = try Self.offer(site)
            try Self.reach(site, campaign, "A", 20, clicked: 4)
            try Self.reach(site, campaign, "B", 16, clicked: 8)
            let page = try Desk(site).get("/campaigns/\(campaign)/stats")
            #expect(page.status == 200)
            #expect(page.text.contains("Test of “Spring offer”"))
            #expect(page.text.contains("Too early to say: 16 of the 100 per message a comparison needs."))
            #expect(page.text.contains("It ends on Mon 5 Apr, 09:00."))
            #expect(page.text.contains("50.0 %"))
            #expect(page.text.contains("data-label=\"Chance alone, p\">0.0"))
        }
    }

    @Test("a campaign without a test shows no section of tests")
    func none() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let page = desk.get("/campaigns/\(try desk.use(.postBondingCare))/stats")
            #expect(page.status == 200)
            #expect(!page.text.contains("Test of"))
        }
    }

    @Test("a program gets the values with the sentence")
    func api() throws {
        try SampleSite.with { site in
            let campaign = try Self.offer(site)
            let path = "/campaigns/\(campaign)/experiments"
            let key = try site.key([.read])
            let empty = site.api("GET", path, key: key)
            #expect(empty.status == 200)
            #expect(empty.json["items"]?.arrayValue?.first?["leader"] == .null)
            try Self.reach(site, campaign, "A", 110, clicked: 10)
            try Self.reach(site, campaign, "B", 120, clicked: 40)
            let item = try #require(site.api("GET", path, key: key).json["items"]?.arrayValue?.first)
            #expect(item["leader"] == "B")
            // Looking early is not deciding.
            #expect(item["decided"] == false)
            #expect(item["winner"] == .null)
            #expect(item["smallestArm"] == 110)
            let arms = item["arms"]?.arrayValue ?? []
            #expect(arms.map { $0["reached"] } == [110, 120])
            #expect(arms.map { $0["succeeded"] } == [10, 40])
            #expect(arms[0]["p"] == .null)
            #expect(arms[1]["test"] == "z")
            let sentence = item["sentence"]?.stringValue ?? ""
            #expect(sentence.hasPrefix("Message B is ahead; by chance alone such a difference comes less than once in"))
        }
    }

    @Test("another clinic's campaign is not there, and a query that is not taken is refused")
    func doors() throws {
        try SampleSite.with { site in
            let campaign = try Self.offer(site)
            let other = try site.key([.read], of: try site.rows.clinic("Elsewhere"))
            #expect(site.api("GET", "/campaigns/\(campaign)/experiments", key: other).status == 404)
            let key = try site.key([.read])
            #expect(site.api("GET", "/campaigns/\(campaign)/experiments?x=1", key: key).status == 400)
            #expect(site.api("GET", "/campaigns/0/experiments", key: key).status == 404)
            #expect(site.api("GET", "/campaigns/\(campaign)/experiments", key: try site.key([.intake])).status == 403)
        }
    }
}
