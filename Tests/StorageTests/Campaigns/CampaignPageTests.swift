import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite struct CampaignPageTests {
    @Test("each column orders the list both ways, and equal rows keep one order", arguments: CampaignSort.allCases)
    func sorts(sort: CampaignSort) throws {
        try withClinic { rows, clinic, store in
            for number in 1...60 { try counted("Campaign \(100 + number)", sent: number % 7, rows, clinic) }
            func names(ascending: Bool) throws -> [String] {
                try (1...2).flatMap { page in
                    try store.page(CampaignFilter(sort: sort, isAscending: ascending, page: page), in: clinic).lines
                        .map(\.name)
                }
            }
            let up = try names(ascending: true)
            #expect(up.count == 60)
            #expect(Set(up).count == 60)
            #expect(try names(ascending: false) == up.reversed())
            if sort == .sent {
                #expect(try store.page(CampaignFilter(sort: sort), in: clinic).lines[0].tally[.sent] == 6)
            }
        }
    }

    @Test("status, type and part of a name narrow it; counts are of all pages")
    func filters() throws {
        try withClinic { rows, clinic, store in
            for number in 1...55 { _ = try rows.campaign("Offer \(number)", in: clinic) }
            let draft = try rows.campaign("Recall", in: clinic, status: .draft)
            let page = try store.page(CampaignFilter(status: .active), in: clinic)
            #expect(page.lines.count == CampaignPage.size)
            #expect(page.matching == 55)
            #expect(page.total == 56)
            #expect(page.active == 55)
            #expect(try store.page(CampaignFilter(search: "ecal"), in: clinic).lines.map(\.id) == [draft])
            #expect(try store.page(CampaignFilter(type: .reminder), in: clinic).matching == 0)
            #expect(try store.page(CampaignFilter(page: 9), in: clinic).lines.isEmpty)
            #expect(try store.page(CampaignFilter(page: .max), in: clinic).lines.isEmpty)
        }
    }

    @Test("a line counts the messages of the draft, without removed steps")
    func messages() throws {
        try withClinic { rows, clinic, store in
            let id = try rows.campaign(in: clinic)
            #expect(try store.page(CampaignFilter(), in: clinic).lines.map(\.messages) == [1])
            _ = try rows.db.run(
                "UPDATE step SET removed_at = created_at WHERE campaign_id = ?", [.int(id.rawValue)])
            #expect(try store.page(CampaignFilter(), in: clinic).lines.map(\.messages) == [0])
        }
    }

    @Test("another clinic's campaigns are neither listed nor counted")
    func otherClinic() throws {
        try withClinic { rows, clinic, store in
            _ = try rows.campaign(in: clinic)
            let page = try store.page(CampaignFilter(), in: rows.clinic("Elsewhere"))
            #expect(page.lines.isEmpty)
            #expect(page.total == 0)
        }
    }

    private func counted(_ name: String, sent: Int, _ rows: SampleRows, _ clinic: ID<Clinic>) throws {
        let id = try rows.campaign(name, in: clinic)
        _ = try rows.db.run(
            "INSERT INTO tally (clinic_id, campaign_id, sent) VALUES (?, ?, ?)",
            [.int(clinic.rawValue), .int(id.rawValue), .int(Int64(sent))])
    }

    private func withClinic(_ body: (SampleRows, ID<Clinic>, CampaignStore) throws -> Void) throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            try body(rows, rows.clinic(), CampaignStore(db))
        }
    }
}
