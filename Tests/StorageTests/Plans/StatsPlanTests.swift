import MariaDB
import TestSupport
import Testing

@testable import Storage

/// What pages of numbers ask reads the days that they show, and not a campaign's whole life.
@Suite struct StatsPlanTests {
    /// Ten years of one campaign with five steps, and of the visits of its clinic.
    private func withYears(_ body: (Database) throws -> Void) throws {
        try withDatabase { db in
            let clinic = try SampleRows(db).clinic().rawValue
            _ = try db.run(
                """
                INSERT INTO tally_day (clinic_id, campaign_id, step_id, day, measure, amount)
                SELECT ?, 1, step.seq, '2017-01-01' + INTERVAL day.seq DAY, 'sent', 7
                FROM seq_0_to_3650 day JOIN seq_1_to_5 step
                """, [.int(clinic)])
            _ = try db.run(
                """
                INSERT INTO visit_day (clinic_id, day, campaign_id, visits, confirmed, kept, missed, reminded,
                    reminded_confirmed, reminded_kept, reminded_missed, counted_at)
                SELECT ?, '2017-01-01' + INTERVAL day.seq DAY, campaign.seq, 9, 8, 7, 2, 8, 8, 6, 1, '2027-01-01'
                FROM seq_0_to_3650 day JOIN seq_0_to_3 campaign
                """, [.int(clinic)])
            try body(db)
        }
    }

    @Test(
        "two periods of 30 days are read by their days",
        arguments: [
            (StatsSQL.periods.rawValue, ["2026-12-01", 1, 1, "2026-11-01", "2026-12-30"], 5 * 60),
            (StatsSQL.days.rawValue, [1, 1, "2026-12-01", "2026-12-30"], 5 * 30),
            (StatsSQL.lines.rawValue, [1, 1, "2026-12-01", "2026-12-30"], 5 * 30),
            (StatsSQL.visits.rawValue, ["2026-12-01", 1, "2026-11-01", "2026-12-30", 1], 4 * 60),
        ] as [(String, [Value], Int)])
    func periods(statement: String, values: [Value], rows: Int) throws {
        try withYears { db in
            let plan = try #require(try db.rows("EXPLAIN " + statement, values).first)
            #expect(plan.optionalText("key") == "PRIMARY")
            #expect(plan.optionalText("type") == "range")
            #expect(plan.int("rows") <= 2 * rows)
        }
    }

    @Test(
        "all campaigns of a clinic are read by their days, from the index alone",
        arguments: [
            (ClinicStatsSQL.campaigns.rawValue, ["2026-12-01", 1, "2026-11-01", "2026-12-30"]),
            (ClinicStatsSQL.days.rawValue, [1, "2026-12-01", "2026-12-30"]),
        ] as [(String, [Value])])
    func clinic(statement: String, values: [Value]) throws {
        try withYears { db in
            let plan = try #require(try db.rows("EXPLAIN " + statement, values).first)
            #expect(plan.optionalText("key") == "tally_day_of_clinic")
            #expect(plan.optionalText("type") == "range")
            #expect(plan.optionalText("Extra")?.contains("Using index") == true)
            #expect(plan.int("rows") <= 2 * 5 * 60)
        }
    }

    @Test("a day of visits is counted by its visits, and marked days in the order of their marks")
    func days() throws {
        try withYears { db in
            let day: [Value] = [1, .timestamp(1_590_969_600_000_000), .timestamp(1_591_056_000_000_000)]
            let all = try #require(try db.rows("EXPLAIN " + VisitDaySQL.all.rawValue, day).first)
            #expect(all.optionalText("key") == "clinic_id_4")
            let told = try db.rows("EXPLAIN " + VisitDaySQL.told.rawValue, ["2020-06-01", .timestamp(0)] + day)
            let keys = told.filter { $0.optionalText("select_type") == "DERIVED" }.map { $0.optionalText("key") }
            #expect(keys == ["clinic_id_4", "clinic_id_4", "clinic_id"])
            let stale = try #require(try db.rows("EXPLAIN " + VisitDaySQL.stale.rawValue, [500]).first)
            #expect(stale.optionalText("key") == "PRIMARY")
        }
    }

    @Test("whose fruit an event is, is looked up among the patient's own messages of the last days")
    func follows() throws {
        try withDatabase { db in
            let plan = try db.rows("EXPLAIN " + FollowSQL.campaigns.rawValue, ["[1,2]", 60, 30])
            let send = try #require(plan.first { $0.optionalText("table") == "s" })
            #expect(send.optionalText("key") == "send_patient")
        }
    }
}
