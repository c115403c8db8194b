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

    @Test("a provider that refuses our account is told, and used again by a button, once, which is kept")
    func start() throws {
        try with { site, desk throws in
            #expect(desk.get("/settings/providers").text.contains("No provider has had any trouble"))
            _ = try site.db.run(
                """
                INSERT INTO provider_state (provider, state, open_until, failures, updated_at) VALUES
                    ('smtp', 'stopped', NULL, 1, '2027-03-08 17:00:00'),
                    ('twilio', 'open', '2027-03-08 18:10:00', 2, '2027-03-08 17:00:00')
                """)
            let page = desk.get("/settings/providers").text
            for words in ["Stopped", "It refuses our account.", "2 times in a row; tried again today at 12:10."] {
                #expect(page.contains(words), "\(words)")
            }
            for _ in 0..<2 {
                #expect(desk.post("/settings/providers/start", ["provider": "smtp"]).status == 303)
            }
            #expect(desk.post("/settings/providers/start", ["provider": "fax"]).status == 303)
            #expect(try !ProviderStore(site.db).state(of: "smtp").isStopped)
            #expect(try site.rows.count("provider_state", where: "unpark_at IS NOT NULL") == 1)
            #expect(try site.rows.count("audit_log", where: "verb = 'start' AND data LIKE '%smtp%'") == 1)
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
