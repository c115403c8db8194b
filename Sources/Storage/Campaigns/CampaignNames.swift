import Campaigns
import MariaDB

enum CampaignNamesSQL: String, CaseIterable {
    /// One row per campaign, by name.
    case all = """
        SELECT id, name, status FROM campaign FORCE INDEX (clinic_id_4) WHERE clinic_id = ? ORDER BY name, id LIMIT ?
        """
}

/// What the clinic's campaigns are called, for choosing one of them.
public struct CampaignNames {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public struct Name: Sendable, Hashable {
        public let id: ID<Campaign>
        public let name: String
        public let status: CampaignStatus
    }

    /// More than anybody looks through in a list.
    static let most = 500

    /// By name.
    public func all(in clinic: ID<Clinic>) throws -> [Name] {
        try db.rows(CampaignNamesSQL.all.rawValue, [.id(clinic), .number(Self.most)]).map { row in
            Name(id: row.id("id"), name: row.text("name"), status: row.choice("status"))
        }
    }
}
