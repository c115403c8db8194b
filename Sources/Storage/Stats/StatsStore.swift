import Campaigns
import CivilTime
import MariaDB

enum StatsSQL: String, CaseIterable {
    /// One row: a campaign's counts; none before the first was folded.
    case totals = """
        SELECT recipients, planned, sent, delivered, failed, skipped, opened, clicked FROM tally
        WHERE clinic_id = ? AND campaign_id = ?
        """
    /// One row per step and measure.
    case steps = """
        SELECT step_id, measure, SUM(amount) AS amount FROM tally_day
        WHERE clinic_id = ? AND campaign_id = ? AND step_id <> 0 GROUP BY step_id, measure
        """
    /// One row per day and measure, oldest first.
    case days = """
        SELECT day, measure, SUM(amount) AS amount FROM tally_day
        WHERE clinic_id = ? AND campaign_id = ? AND day BETWEEN ? AND ? GROUP BY day, measure ORDER BY day
        """
    /// One row per reason, most frequent first.
    case skips = """
        SELECT reason, SUM(amount) AS amount FROM tally_day
        WHERE clinic_id = ? AND campaign_id = ? AND measure = 'skipped' GROUP BY reason
        ORDER BY amount DESC, reason
        """
}

/// What campaigns came to, as the last tick counted it.
public struct StatsStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The counts of one of the clinic's days.
    public struct Day: Sendable, Hashable {
        public let day: CivilDate
        public let tally: Tally
    }

    /// How many sends were skipped for one reason.
    public struct Skips: Sendable, Hashable {
        public let reason: Reason
        public let count: Int
    }

    public func totals(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> Tally {
        guard let row = try db.row(StatsSQL.totals.rawValue, [.id(clinic), .id(campaign)]) else { return Tally() }
        let counts = Tally.Measure.allCases.map { ($0, row.int($0.rawValue) as Int) }
        return Tally(counts: Dictionary(uniqueKeysWithValues: counts))
    }

    /// The counts of each step that counted anything; recipients are the campaign's, not a step's.
    public func steps(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> [ID<Step>: Tally] {
        var tallies: [ID<Step>: Tally] = [:]
        for row in try db.rows(StatsSQL.steps.rawValue, [.id(clinic), .id(campaign)]) {
            tallies[row.id("step_id"), default: Tally()].counts[row.choice("measure")] = row.int("amount")
        }
        return tallies
    }

    /// One element per day on which anything was counted, oldest first.
    public func days(of campaign: ID<Campaign>, in clinic: ID<Clinic>, from: CivilDate, to: CivilDate) throws -> [Day] {
        var tallies: [CivilDate: Tally] = [:]
        for row in try db.rows(StatsSQL.days.rawValue, [.id(clinic), .id(campaign), .date(from), .date(to)]) {
            tallies[row.date("day"), default: Tally()].counts[row.choice("measure")] = row.int("amount")
        }
        return tallies.map { Day(day: $0.key, tally: $0.value) }.sorted { $0.day < $1.day }
    }

    /// Most frequent first.
    public func skips(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> [Skips] {
        try db.rows(StatsSQL.skips.rawValue, [.id(clinic), .id(campaign)])
            .map { Skips(reason: $0.choice("reason"), count: $0.int("amount")) }.filter { $0.count > 0 }
    }
}
