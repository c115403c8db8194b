import Campaigns
import MariaDB
import Storage
import TestSupport
import Testing

@Suite struct CampaignSearchTests {
    @Test("what is typed means only itself", arguments: ["%", "_", "\\", "50%_"])
    func isLiteral(text: String) throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            _ = try rows.campaign("Plain", in: clinic)
            let odd = try rows.campaign("Offer 50%_\\", in: clinic)
            let page = try CampaignStore(db).page(CampaignFilter(search: text), in: clinic)
            #expect(page.lines.map(\.id) == [odd])
            #expect(page.matching == 1)
        }
    }

    @Test("campaigns of equal standing keep one order over the pages", arguments: [true, false])
    func keepsOneOrder(isAscending: Bool) throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let made = try (0..<60).map { _ in try rows.campaign("Same name", in: clinic) }
            let shown = try (1...2).flatMap { page in
                let filter = CampaignFilter(sort: .name, isAscending: isAscending, page: page)
                return try CampaignStore(db).page(filter, in: clinic).lines.map(\.id)
            }
            #expect(shown == (isAscending ? made : made.reversed()))
        }
    }
}
