import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Storage
@testable import Web

/// How the providers fare, and a test to oneself.
@Suite struct ProviderPagesTests {
    private func with(_ body: (SampleSite, Desk) throws -> Void) throws {
        try SampleSite.with { site in try body(site, try Desk(site, role: .admin)) }
    }

    private func trouble(_ site: SampleSite) throws {
        _ = try site.db.run(
            """
            INSERT INTO provider_state (provider, state, open_until, failures, trouble, trouble_code, trouble_at, updated_at)
            VALUES ('smtp', 'stopped', NULL, 1, 'credentials', 535, '2027-03-08 17:00:00', '2027-03-08 17:00:00'),
                ('twilio', 'open', '2027-03-08 18:10:00', 2, 'busy', 429, '2027-03-08 17:58:00', '2027-03-08 17:58:00')
            """)
    }

    @Test("a provider that refuses our account is told, and used again by a button, once, which is kept")
    func start() throws {
        try with { site, desk throws in
            let quiet = desk.get("/settings/providers").text
            #expect(quiet.contains("The outbox folder takes messages.") && quiet.contains("E-mail and SMS"))
            try trouble(site)
            let page = desk.get("/settings/providers").text
            for words in [
                "The e-mail server is stopped since today at 11:00, because it refuses our account: the name or the password (code 535).",
                "The SMS gateway takes no messages just now, because it asked us to wait (code 429); it is tried again today at 12:10.",
            ] { #expect(page.contains(words), "\(words)") }
            for _ in 0..<2 {
                #expect(desk.post("/settings/providers/start", ["provider": "smtp"]).status == 303)
            }
            #expect(desk.post("/settings/providers/start", ["provider": "fax"]).status == 303)
            #expect(try !ProviderStore(site.db).state(of: "smtp").isStopped)
            #expect(try site.rows.count("provider_state", where: "unpark_at IS NOT NULL") == 1)
            #expect(try site.rows.count("audit_log", where: "verb = 'start' AND data LIKE '%smtp%'") == 1)
        }
    }

    @Test("everybody reads how a provider fares; only an administrator uses it again")
    func one() throws {
        try with { site, desk throws in
            try trouble(site)
            let viewer = try Desk(site, role: .viewer, name: "Vera Look")
            let page = viewer.get("/providers/smtp")
            #expect(page.status == 200 && page.text.contains("Only an administrator can use it again."))
            #expect(!page.text.contains("Use it again</button>") && !page.text.contains("/settings/providers"))
            #expect(desk.get("/providers/smtp").text.contains("Use it again</button>"))
            #expect(viewer.get("/providers/fax").status == 404)
        }
    }

    @Test("a provider's page counts what it answered over the clinic's messages, and what waits behind it")
    func counts() throws {
        try with { site, desk throws in
            let tallies = ProviderTallyStore(site.db)
            let elsewhere = try site.rows.clinic("Elsewhere")
            func add(_ outcome: CourierAnswer.Outcome, _ amount: Int, minutes: Int, of clinic: ID<Clinic>) throws {
                try tallies.add(
                    [.init(clinic, outcome): amount], of: "files", at: SampleSite.now.adding(minutes: -minutes))
            }
            try add(.accepted, 3, minutes: 5, of: site.clinic)
            try add(.accepted, 1_200, minutes: 300, of: site.clinic)
            try add(.refusedForEver, 7, minutes: 120, of: site.clinic)
            try add(.accepted, 99, minutes: 5, of: elsewhere)
            let campaign = try site.rows.campaign(in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            for minutes in [-5, -1, 5] {
                _ = try site.rows.send(
                    of: campaign, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(minutes: minutes))
            }
            let page = desk.get("/providers/files").text
            for words in ["1,203", "Today at 11:55", "2 messages", "Refused for good", "E-mail and SMS"] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(!page.contains("1,302"))
            #expect(desk.get("/providers/files").text.contains(">3<"))
        }
    }

    @Test("a test goes to one's own address as a row that the tick sends, and what became of it is told")
    func test() throws {
        try with { site, desk throws in
            let path = "/settings/providers/test"
            let asked = desk.post(path, ["channel": "EMAIL"])
            #expect(asked.status == 303)
            let email = try #require(try StaffStore(site.db).staff(desk.staff, in: site.clinic)).email
            #expect(
                try site.rows.count(
                    "test_message", where: "template_id IS NULL AND address = '\(email)' AND state = 'waiting'") == 1)
            #expect(desk.get("/settings/providers").text.contains("leaves within a minute or two"))
            #expect(desk.post(path, ["channel": "SMS", "phone": "12"]).status == 422)
            #expect(desk.post(path, ["channel": "SMS", "phone": "(312) 555-0142"]).status == 303)
            #expect(try site.rows.count("test_message", where: "address = '+13125550142'") == 1)
            for channel in ["", "PUSH", "FAX"] { #expect(desk.post(path, ["channel": channel]).status == 422) }
            _ = try site.db.run(
                "UPDATE test_message SET state = 'failed', failure = 'credentials', ended_at = created_at")
            #expect(desk.get("/settings/providers").text.contains("Did not leave"))
        }
    }
}
