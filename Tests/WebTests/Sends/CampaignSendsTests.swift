import Campaigns
import CivilTime
import Testing

@testable import Storage
@testable import Web

@Suite("A campaign's sends and statistics")
struct CampaignSendsTests {
    @Test("before anything is planned both say what will stand there")
    func empty() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.appointmentReminders)
            #expect(desk.get("/campaigns/\(id)/sends").text.contains("Nothing planned yet"))
            #expect(desk.get("/campaigns/\(id)/sends?status=failed").text.contains("No message fits"))
            #expect(desk.get("/campaigns/\(id)/stats").text.contains("Nothing to count yet"))
        }
    }

    @Test("filters that mean nothing let all through")
    func nonsense() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.appointmentReminders)
            for query in ["status=x&step=y&reason=z&after=q", "after=-1-2", "after=99999999999999999999-1", "step=0"] {
                #expect(desk.get("/campaigns/\(id)/sends?\(query)").status == 200, "\(query)")
            }
            for query in ["days=0", "days=-1", "days=x", "days=365", "days=99999999999999999999"] {
                #expect(desk.get("/campaigns/\(id)/stats?\(query)").status == 200, "\(query)")
            }
        }
    }

    @Test("a send stands in the list with patient, step and why, and has a page with its history")
    func listed() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try site.rows.campaign("Offer", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let send = try site.rows.send(
                of: id, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: 2))
            let list = desk.get("/campaigns/\(id)/sends")
            #expect(list.text.contains("href=\"/campaigns/\(id)/sends/\(send)\""))
            #expect(list.text.contains("Robin Winter"))
            let page = desk.get("/campaigns/\(id)/sends/\(send)")
            #expect(page.text.contains("/campaigns/\(id)/explain?patient="))
            #expect(page.status == 200)
            #expect(page.text.contains("Planned for"))
            let other = try site.rows.campaign("Another", in: site.clinic)
            #expect(desk.get("/campaigns/\(other)/sends/\(send)").status == 404)
        }
    }
}

@Suite("Charts")
struct ChartTests {
    @Test("a period has a day for each date, and counts outside it are left out")
    func days() throws {
        let first = try #require(CivilDate("2027-02-27"))
        let days = [("2027-02-26", 9), ("2027-02-28", 4), ("2027-03-01", 7)].map {
            StatsStore.Day(day: CivilDate($0.0)!, tally: Tally(counts: [.sent: $0.1]))
        }
        let counts = DayCounts(days, from: first, to: first.adding(days: 3))
        #expect(counts.sent == [0, 4, 7, 0])
        #expect(counts.most == 7)
    }

    @Test(
        "numbers are grouped and shares rounded",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"),
        ])
    func grouped(number: Int, text: String) {
        #expect(Numbers.grouped(number) == text)
        #expect(Numbers.percent(1, of: 0) == nil)
        #expect(Numbers.percent(995, of: 1_000) == 100)
        #expect(Numbers.percent(994, of: 1_000) == 99)
    }
}
