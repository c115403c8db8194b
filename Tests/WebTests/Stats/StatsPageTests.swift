import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("A campaign's statistics")
struct StatsPageTests {
    /// A reminder campaign that runs, with what ticks would have counted of it: more in the last 30 days than before.
    private func reminders(_ site: SampleSite, _ desk: Desk, firstStep: String = "Hello") throws -> ID<Campaign> {
        let id = try desk.use(.appointmentReminders)
        _ = try site.db.run("UPDATE step SET name = ? WHERE campaign_id = ?", [.text(firstStep), .int(id.rawValue)])
        let version = try #require(try CampaignStore(site.db).campaign(id, in: site.clinic)).version
        let outcome = try CampaignLife(site.db, revisions: RevisionStore(site.db)).activate(
            id, .init(version: version, takesUpVisits: false, couriers: [.email, .sms]), in: site.clinic, by: .program,
            at: SampleSite.now)
        guard case .done = outcome else { throw HTTPRefusal.notFound }
        let step = try #require(try desk.steps(id).first { $0.action.isSend }).id
        try note(
            site, id, step, [(.planned, nil, 120), (.sent, nil, 100), (.delivered, nil, 98), (.skipped, .overCap, 20)],
            "2027-03-01")
        try note(site, id, step, [(.planned, nil, 60), (.sent, nil, 50), (.delivered, nil, 48)], "2027-02-01")
        try note(site, id, nil, [(.began, nil, 40), (.recipients, nil, 30)], "2027-03-01")
        return id
    }

    private func note(
        _ site: SampleSite, _ id: ID<Campaign>, _ step: ID<Step>?, _ changes: [(Tally.Measure, Reason?, Int)],
        _ day: String
    ) throws {
        let at = SampleRows.instant("\(day)T18:00Z")
        let tallies = TallyStore(site.db)
        try tallies.note(
            changes.map {
                Tally.Delta(
                    clinic: site.clinic, campaign: id, step: step, measure: $0.0, reason: $0.1, at: at, amount: $0.2)
            })
        while try tallies.fold(limit: 100) > 0 {}
    }

    @Test("it shows the numbers of a period beside those of the days before, by sign and in words")
    func compared() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try reminders(site, desk)
            let page = desk.get("/campaigns/\(id)/stats")
            #expect(page.status == 200)
            #expect(page.text.contains("Last 30 days · Sun 7 Feb to Mon 8 Mar"))
            #expect(page.text.contains("▲ 100 % more than in the 30 days before"))
            #expect(page.text.contains("98 of 100"))
            #expect(page.text.contains("▲ up from 96 % in the 30 days before"))
            #expect(page.text.contains("aria-label=\"Planned 120, Sent 100, Delivered 98, Confirmed 0\""))
            #expect(page.text.contains("30 people for the first time"))
            #expect(page.text.contains("href=\"/campaigns/\(id)/sends?reason=OVER_CAP\""))
            // On the drawing.
            #expect(page.text.contains("40 began"))
            #expect(page.text.contains("100 sent · 20 skipped"))
            let earlier = desk.get("/campaigns/\(id)/stats?from=2027-02-01&to=2027-02-01").text
            #expect(earlier.contains("50 sent"))
            #expect(!earlier.contains("100 sent"))
            let whole = desk.get("/campaigns/\(id)/stats?from=2027-01-01&to=2027-03-08").text
            #expect(whole.contains("150 sent · 20 skipped"))
            // A long period is drawn by week.
            #expect(desk.get("/campaigns/\(id)/stats?period=365").text.contains("Messages sent by week"))
        }
    }

    @Test("days without numbers say so, and lead to those that have some")
    func nothing() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try reminders(site, desk)
            let page = desk.get("/campaigns/\(id)/stats?from=2026-01-01&to=2026-01-31").text
            #expect(page.contains("Nothing happened in these days"))
            #expect(page.contains("href=\"/campaigns/\(id)/stats?period=all\""))
            #expect(!page.contains("<svg class=\"chart\""))
        }
    }

    @Test("days that make no sense are refused beside their fields, and nothing is lost")
    func refused() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.appointmentReminders)
            let page = desk.get("/campaigns/\(id)/stats?from=2027-03-09&to=2027-03-01")
            #expect(page.status == 422)
            #expect(page.text.contains("href=\"#from\""))
            #expect(page.value(ofField: "from") == "2027-03-09")
            #expect(page.value(ofField: "to") == "2027-03-01")
        }
    }

    @Test("what became of the visits stands in a table and in a sentence")
    func visits() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try reminders(site, desk)
            _ = try site.db.run(
                """
                INSERT INTO visit_day VALUES (?, '2027-03-05', 0, 100, 50, 80, 15, 0, 0, 0, 0, '2027-03-06'),
                    (?, '2027-03-05', ?, 60, 45, 50, 5, 40, 30, 38, 2, '2027-03-06')
                """, [.int(site.clinic.rawValue), .int(site.clinic.rawValue), .int(id.rawValue)])
            let page = desk.get("/campaigns/\(id)/stats").text
            #expect(page.contains("Of the visits with a reminder 5 % were missed, of those without one 24 %."))
            #expect(page.contains("45 of 60 visits"))
            #expect(page.contains("24 % without a reminder"))
            #expect(page.contains("Delivered 98, Confirmed 45\""))
        }
    }

    @Test("the file holds a line for each day and message, and harms no spreadsheet")
    func file() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try reminders(site, desk, firstStep: "=cmd()")
            let file = desk.get("/campaigns/\(id)/stats.csv?from=2027-02-01&to=2027-03-08")
            #expect(file.header("Content-Type")?.hasPrefix("text/csv") == true)
            #expect(
                file.header("Content-Disposition")
                    == "attachment; filename=\"campaign-\(id)-2027-02-01-to-2027-03-08.csv\"")
            let lines = file.text.split(separator: "\r\n").map(String.init)
            #expect(
                lines.first?.hasSuffix("Day,Message,Channel,Planned,Sent,Delivered,Opened,Clicked,Skipped,Failed")
                    == true)
            #expect(
                lines.dropFirst().map { $0.replacing(/E-mail|SMS/, with: "*") } == [
                    "2027-02-01,\"'=cmd()\",*,60,50,48,0,0,0,0", "2027-03-01,\"'=cmd()\",*,120,100,98,0,0,20,0",
                ])
            #expect(desk.get("/campaigns/\(id)/stats.csv?from=x").status == 303)
        }
    }

    @Test("the page takes a fixed number of statements, whatever the period and however many steps count")
    func statements() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try reminders(site, desk)
            for step in try desk.steps(id) where step.action.isSend {
                try note(site, id, step.id, [(.sent, nil, 3), (.skipped, .tooLate, 2)], "2027-03-04")
            }
            _ = desk.get("/campaigns/\(id)/stats")
            for query in ["", "?period=365", "?period=7"] {
                let before = site.statements()
                #expect(desk.get("/campaigns/\(id)/stats\(query)").status == 200)
                #expect(site.statements() - before == 13, "\(query)")
            }
        }
    }
}

extension DraftAction {
    fileprivate var isSend: Bool { if case .send = self { true } else { false } }
}
