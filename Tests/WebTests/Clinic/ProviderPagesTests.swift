import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Storage
@testable import Web

/// How the providers fare.
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
}
