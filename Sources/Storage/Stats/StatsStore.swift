import Campaigns
import CivilTime
import MariaDB

enum StatsSQL: String, CaseIterable {
    /// One row: a campaign's counts; none before the first was folded.
    case totals = """
        SELECT recipients, planned, sent, delivered, failed, skipped, opened, clicked FROM tally
        WHERE clinic_id = ? AND campaign_id = ?
        """
    /// One row per half, step, measure and detail of two periods that follow each other; the second half begins with a day.
    case periods = """
        SELECT day >= ? AS is_now, step_id, measure, reason, SUM(amount) AS amount FROM tally_day FORCE INDEX (PRIMARY)
        WHERE clinic_id = ? AND campaign_id = ? AND day BETWEEN ? AND ? GROUP BY is_now, step_id, measure, reason
        """
    /// One row per half and campaign of two periods that follow each other: what became of visits; campaign 0 is all.
    case visits = """
        SELECT day >= ? AS is_now, campaign_id, SUM(visits) AS visits, SUM(confirmed) AS confirmed, SUM(kept) AS kept,
               SUM(missed) AS missed, SUM(reminded) AS reminded, SUM(reminded_confirmed) AS reminded_confirmed,
               SUM(reminded_kept) AS reminded_kept, SUM(reminded_missed) AS reminded_missed
        FROM visit_day WHERE clinic_id = ? AND day BETWEEN ? AND ? AND campaign_id IN (0, ?)
        GROUP BY is_now, campaign_id
        """
    /// One row per day, step and measure of a period.
    case lines = """
        SELECT day, step_id, measure, SUM(amount) AS amount FROM tally_day FORCE INDEX (PRIMARY)
        WHERE clinic_id = ? AND campaign_id = ? AND day BETWEEN ? AND ? AND step_id <> 0 AND measure <> 'took'
        GROUP BY day, step_id, measure ORDER BY day, step_id
        """
    /// One row per step and measure.
    case steps = """
        SELECT step_id, measure, SUM(amount) AS amount FROM tally_day
        WHERE clinic_id = ? AND campaign_id = ? AND step_id <> 0 GROUP BY step_id, measure
        """
    /// One row per day and measure, oldest first.
    case days = """
        SELECT day, measure, SUM(amount) AS amount FROM tally_day FORCE INDEX (PRIMARY)
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

    /// A period's counts beside those of the one before.
    public struct Compared<Counts: Sendable>: Sendable {
        public var now: Counts
        public var before: Counts

        public init(now: Counts, before: Counts) {
            self.now = now
            self.before = before
        }
    }

    /// What the campaign counted in a period, and in the one before.
    public func counts(of campaign: ID<Campaign>, in clinic: ID<Clinic>, over period: Period) throws
        -> Compared<PeriodCounts>
    {
        var counts = Compared(now: PeriodCounts(), before: PeriodCounts())
        let rows = try db.rows(
            StatsSQL.periods.rawValue,
            [.date(period.first), .id(clinic), .id(campaign), .date(period.before.first), .date(period.last)])
        for row in rows {
            let step: ID<Step> = row.id("step_id")
            let half = row.bool("is_now") ? \Compared<PeriodCounts>.now : \.before
            counts[keyPath: half].add(
                row.int("amount"), of: row.choice("measure"), step: step.rawValue == 0 ? nil : step,
                detail: row.text("reason"))
        }
        return counts
    }

    /// What became of the visits of a period, and of the one before.
    public func visits(about campaign: ID<Campaign>, in clinic: ID<Clinic>, over period: Period) throws
        -> Compared<VisitOutcomes>
    {
        var outcomes = Compared(now: VisitOutcomes(), before: VisitOutcomes())
        let rows = try db.rows(
            StatsSQL.visits.rawValue,
            [.date(period.first), .id(clinic), .date(period.before.first), .date(period.last), .id(campaign)])
        for row in rows {
            let half = row.bool("is_now") ? \Compared<VisitOutcomes>.now : \.before
            let visits = VisitCounts(
                visits: row.int("visits"), confirmed: row.int("confirmed"), kept: row.int("kept"),
                missed: row.int("missed"))
            guard row.int("campaign_id") != 0 else {
                outcomes[keyPath: half].all = visits
                continue
            }
            outcomes[keyPath: half].told = visits
            outcomes[keyPath: half].reminded = VisitCounts(
                visits: row.int("reminded"), confirmed: row.int("reminded_confirmed"), kept: row.int("reminded_kept"),
                missed: row.int("reminded_missed"))
        }
        return outcomes
    }

    public func totals(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> Tally {
        guard let row = try db.row(StatsSQL.totals.rawValue, [.id(clinic), .id(campaign)]) else { return Tally() }
        let counts = Tally.Measure.whole.map { ($0, row.int($0.rawValue) as Int) }
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

    /// The counts of one step on one of the clinic's days.
    public struct Line: Sendable, Hashable {
        public let day: CivilDate
        public let step: ID<Step>
        public internal(set) var tally: Tally
    }

    /// By day, then by step; those that counted nothing are left out.
    public func lines(of campaign: ID<Campaign>, in clinic: ID<Clinic>, over period: Period) throws -> [Line] {
        var lines: [Line] = []
        let rows = try db.rows(
            StatsSQL.lines.rawValue, [.id(clinic), .id(campaign), .date(period.first), .date(period.last)])
        for row in rows {
            let (day, step): (CivilDate, ID<Step>) = (row.date("day"), row.id("step_id"))
            if lines.last?.day != day || lines.last?.step != step {
                lines.append(Line(day: day, step: step, tally: Tally()))
            }
            lines[lines.count - 1].tally.counts[row.choice("measure")] = row.int("amount")
        }
        return lines
    }

    /// Most frequent first.
    public func skips(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> [Skips] {
        try db.rows(StatsSQL.skips.rawValue, [.id(clinic), .id(campaign)])
            .map { Skips(reason: $0.choice("reason"), count: $0.int("amount")) }.filter { $0.count > 0 }
    }
}
