import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("The statistics of all campaigns")
struct ClinicStatsTests {
    private func note(
        _ site: SampleSite, _ campaign: ID<Campaign>, in clinic: ID<Clinic>? = nil, _ measure: Tally.Measure,
        _ amount: Int,
        on day: String
    ) throws {
        let tallies = TallyStore(site.db)
        try tallies.note([
            Tally.Delta(
                clinic: clinic ?? site.clinic, campaign: campaign, step: ID(1), measure: measure,
                at: SampleRows.instant("\(day)T18:00Z"), amount: amount)
        ])
        while try tallies.fold(limit: 10) > 0 {}
    }

    @Test("each campaign has its line with the numbers of these days beside those before, another clinic's none")
    func lines() throws {
        try SampleSite.with { site in
            let whitening = try site.rows.campaign("Whitening", in: site.clinic)
            let recall = try site.rows.campaign("Recall", in: site.clinic)
            _ = try site.rows.campaign("Never sent", in: site.clinic)
            let elsewhere = try site.rows.clinic("Elsewhere")
            let foreign = try site.rows.campaign("Foreign", in: elsewhere)
            try note(site, whitening, .sent, 1_200, on: "2027-03-01")
            try note(site, whitening, .sent, 1_000, on: "2027-02-01")
            try note(site, recall, .sent, 34, on: "2027-03-08")
            try note(site, recall, .booked, 5, on: "2027-03-08")
            try note(site, foreign, in: elsewhere, .sent, 77, on: "2027-03-08")
            let page = try Desk(site, role: .viewer).get("/stats").text
            #expect(page.contains("href=\"/campaigns/\(whitening)/stats\""))
            #expect(page.contains("1,234"))
            #expect(page.contains("▲ 20 % more than in the 30 days before"))
            #expect(page.contains("by 2 campaigns"))
            for name in ["Foreign", "Never sent"] { #expect(!page.contains(name)) }
            let days = try Desk(site).get("/stats?from=2027-02-01&to=2027-02-01").text
            #expect(days.contains("href=\"/campaigns/\(whitening)/stats?from=2027-02-01&amp;to=2027-02-01\""))
            #expect(!days.contains("1,234"))
            // The days before have counted as well: that is a line, with nothing in these days.
            #expect(days.contains("1,000"))
        }
    }

    @Test("a clinic that has counted nothing is told what will stand there, and bad days are refused")
    func empty() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            #expect(desk.get("/stats").text.contains("Nothing was counted in these days"))
            #expect(desk.get("/stats?period=all").status == 200)
            #expect(desk.get("/stats?from=x").status == 422)
        }
    }

    @Test("it takes a fixed number of statements, however many campaigns count")
    func statements() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            _ = desk.get("/stats")
            var counts: Set<Int> = []
            for number in 0..<20 {
                try note(site, try site.rows.campaign("C\(number)", in: site.clinic), .sent, 3, on: "2027-03-01")
                let before = site.statements()
                #expect(desk.get("/stats").status == 200)
                counts.insert(site.statements() - before)
            }
            #expect(counts.count == 1)
            #expect(counts.allSatisfy { $0 <= 7 })
        }
    }
}
