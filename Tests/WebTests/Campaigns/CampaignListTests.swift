import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("The campaign list")
struct CampaignListTests {
    /// The names on the page, in their order.
    private func names(_ page: Response) -> [String] {
        page.text.components(separatedBy: "<th class=\"name\" scope=\"row\">").dropFirst().compactMap { row in
            let name = row.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
            return String(name)
        }
    }

    @Test("a clinic without campaigns is led to the gallery, and nothing else is asked")
    func empty() throws {
        try SampleSite.with { site in
            let page = try Desk(site).get("/campaigns")
            #expect(page.text.contains("No campaigns yet"))
            #expect(page.text.contains("Choose from the gallery"))
            #expect(!page.text.contains("<table"))
        }
    }

    @Test("filters and search narrow the list, stay in its address, and find nothing politely")
    func filters() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            _ = try site.rows.campaign("Whitening", in: site.clinic, status: .active)
            _ = try site.rows.campaign("Recall 50%_off", in: site.clinic, status: .draft)
            #expect(names(desk.get("/campaigns?status=active")) == ["Whitening"])
            #expect(names(desk.get("/campaigns?q=50%25_o")) == ["Recall 50%_off"])
            #expect(names(desk.get("/campaigns?q=whit&status=active&sort=name")) == ["Whitening"])
            #expect(desk.get("/campaigns?q=whit&sort=name").text.contains("value=\"whit\""))
            #expect(desk.get("/campaigns?q=nothing").text.contains("No campaign fits"))
            #expect(desk.get("/campaigns?status=nonsense&type=x&sort=y&page=-3&q=%ff").status == 200)
            #expect(desk.get("/campaigns?page=99999999999999999999").status == 200)
        }
    }

    @Test("a column's head sorts by it, and the other way round the second time")
    func sorts() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            for name in ["Beta", "Alpha", "Gamma"] { _ = try site.rows.campaign(name, in: site.clinic) }
            let ascending = desk.get("/campaigns?sort=name")
            #expect(names(ascending) == ["Alpha", "Beta", "Gamma"])
            #expect(ascending.text.contains("aria-sort=\"ascending\""))
            #expect(ascending.text.contains("href=\"/campaigns?sort=-name\""))
            #expect(names(desk.get("/campaigns?sort=-name")) == ["Gamma", "Beta", "Alpha"])
        }
    }

    @Test("fifty stand on a page")
    func pages() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            for number in 100..<151 { _ = try site.rows.campaign("C\(number)", in: site.clinic) }
            let first = desk.get("/campaigns?sort=name")
            #expect(names(first).count == 50)
            #expect(first.text.contains("Campaigns 1 to 50 of 51"))
            #expect(first.text.contains("href=\"/campaigns?sort=name&amp;page=2\""))
            #expect(names(desk.get("/campaigns?sort=name&page=2")) == ["C150"])
        }
    }

    @Test("markup in a name is text")
    func escaped() throws {
        try SampleSite.with { site in
            _ = try site.rows.campaign("<b>A & B</b>", in: site.clinic)
            let page = try Desk(site).get("/campaigns")
            #expect(page.text.contains("&lt;b"))
            #expect(!page.text.contains("<b>A"))
        }
    }

    @Test("the list takes four statements, whatever stands in it")
    func statements() throws {
        try SampleSite.with { site in
            for number in 0..<60 { _ = try site.rows.campaign("C\(number)", in: site.clinic, status: .completed) }
            for number in 60..<63 { _ = try site.rows.campaign("C\(number)", in: site.clinic, status: .active) }
            let desk = try Desk(site)
            // The first page opens the connection.
            _ = desk.get("/campaigns")
            let before = site.statements()
            #expect(desk.get("/campaigns").status == 200)
            #expect(site.statements() - before == 4)
        }
    }
}
