import Campaigns
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite("What is known of many ways at once")
struct PlanFactsTests {
    private let now = SampleRows.instant("2027-03-08T16:00Z")

    /// Twenty people on their way through a campaign that asks everything, by two revisions.
    private func withWays(_ body: (Database, ID<Clinic>, [AskedWay]) throws -> Void) throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let campaign = try rows.campaign(in: clinic)
            try rows.addWays(1...4, through: campaign, in: clinic, at: now)
            try rows.addAskingSteps(to: campaign, in: clinic, by: .program, at: now)
            try rows.addWays(5...20, through: campaign, in: clinic, at: now)
            let ids = try db.rows("SELECT id FROM enrollment ORDER BY patient_id").map { $0.id("id") as ID<Enrollment> }
            let ways = try EnrollmentStore(db).rows(ids)
            let home = try #require(try ClinicStore(db).clinic(clinic))
            let facts = try FactsStore(db).facts(of: ways.map(\.enrollment.patientID), in: home)
            let revisions = RevisionStore(db)
            let asked = try ways.map { row in
                AskedWay(
                    row: row, facts: try #require(facts[row.enrollment.patientID]),
                    terms: try revisions.terms(row.revisionID, of: campaign, in: clinic))
            }
            try body(db, clinic, asked)
        }
    }

    @Test("it is what is known of each alone, in their order")
    func alike() throws {
        try withWays { db, clinic, ways in
            let plans = PlanStore(db)
            let alone: [Facts] = try ways.map { try plans.foreseen([$0], in: clinic)[0] }
            #expect(try plans.foreseen(ways, in: clinic) == alone)
            let backwards: [Facts] = try plans.foreseen(ways.reversed(), in: clinic)
            #expect(backwards == alone.reversed())
            #expect(
                alone.map { $0.trials.arms.count } == Array(repeating: 0, count: 4) + Array(repeating: 1, count: 16))
            #expect(alone.map { $0.happenings.count } == alone.map { $0.trials.arms.count })
        }
    }

    @Test("planning deals out what was foreseen")
    func dealt() throws {
        try withWays { db, clinic, ways in
            let plans = PlanStore(db)
            let foreseen = try plans.foreseen(ways, in: clinic)
            #expect(try plans.facts(ways, in: clinic, at: now) == foreseen)
            #expect(try SampleRows(db).count("assignment") == 32)
            #expect(try plans.facts(ways[9], at: now) == foreseen[9])
        }
    }

    @Test("what an event told is known where the terms ask for it, and of the right event")
    func told() throws {
        try withWays { db, clinic, ways in
            let known = try EventDataStore(db).knowing(ways.map { ($0.row, [$0.terms]) }, in: clinic)
            let scores = known.map { $0.enrollment.eventData?["score"]?.integerValue }
            let told = (1...20).map { number -> Int64? in number < 5 ? nil : Int64(number % 11) }
            #expect(scores == told)
        }
    }
}
