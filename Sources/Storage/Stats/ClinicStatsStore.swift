import Campaigns
import CivilTime
import MariaDB

enum ClinicStatsSQL: String, CaseIterable {
    /// One row per half, campaign and measure of two periods that follow each other; the second half begins with a day.
    case campaigns = """
        SELECT day >= ? AS is_now, campaign_id, measure, SUM(amount) AS amount
        FROM tally_day FORCE INDEX (tally_day_of_clinic)
        WHERE clinic_id = ? AND day BETWEEN ? AND ? GROUP BY is_now, campaign_id, measure
        """
    /// One row per day of a period on which anything was sent.
    case days = """
        SELECT day, SUM(amount) AS amount FROM tally_day FORCE INDEX (tally_day_of_clinic)
        WHERE clinic_id = ? AND day BETWEEN ? AND ? AND measure = 'sent' GROUP BY day
        """
    /// One row per campaign of a list.
    case heads = """
        SELECT STRAIGHT_JOIN c.id, c.name, c.type, c.status FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN campaign c ON c.clinic_id = ? AND c.id = ids.id ORDER BY c.name, c.id
        """
    /// One row: the first day on which anything was counted; null before that.
    case beginning = "SELECT MIN(day) AS day FROM tally_day WHERE clinic_id = ?"
}

/// What all campaigns of a clinic came to.
public struct ClinicStatsStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A campaign that counted something in a period, or in the one before.
    public struct Line: Sendable {
        public let campaign: ID<Campaign>
        public let name: String
        public let type: CampaignType
        public let status: CampaignStatus
        public let counts: StatsStore.Compared<Tally>
    }

    /// By name.
    public func lines(of clinic: ID<Clinic>, over period: Period) throws -> [Line] {
        var counts: [ID<Campaign>: StatsStore.Compared<Tally>] = [:]
        let rows = try db.rows(
            ClinicStatsSQL.campaigns.rawValue,
            [.date(period.first), .id(clinic), .date(period.before.first), .date(period.last)])
        for row in rows {
            let half = row.bool("is_now") ? \StatsStore.Compared<Tally>.now : \.before
            let campaign: ID<Campaign> = row.id("campaign_id")
            counts[campaign, default: .init(now: Tally(), before: Tally())][keyPath: half]
                .counts[row.choice("measure")] = row.int("amount")
        }
        guard !counts.isEmpty else { return [] }
        return try db.rows(ClinicStatsSQL.heads.rawValue, [.ids(counts.keys.sorted()), .id(clinic)]).compactMap { row in
            let id: ID<Campaign> = row.id("id")
            return counts[id].map {
                Line(
                    campaign: id, name: row.text("name"), type: row.choice("type"), status: row.choice("status"),
                    counts: $0)
            }
        }
    }

    /// Messages sent, by day; days without any are left out.
    public func sent(by clinic: ID<Clinic>, over period: Period) throws -> [CivilDate: Int] {
        let rows = try db.rows(
            ClinicStatsSQL.days.rawValue, [.id(clinic), .date(period.first), .date(period.last)])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.date("day"), $0.int("amount")) })
    }

    /// The first day on which anything was counted; nil before that.
    public func beginning(of clinic: ID<Clinic>) throws -> CivilDate? {
        try db.row(ClinicStatsSQL.beginning.rawValue, [.id(clinic)])?.optionalDate("day")
    }
}
