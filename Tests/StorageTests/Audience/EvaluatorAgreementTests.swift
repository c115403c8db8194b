import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

/// Random rules on random patients: MariaDB and Swift answer the same, unknown included.
@Suite struct EvaluatorAgreementTests {
    struct Place: Sendable, CustomTestStringConvertible {
        let zone: String
        let now: String

        var testDescription: String { "\(zone) at \(now)" }
    }

    /// In winter; on the day the clocks go forward; on the day they go back, in a zone whose midnight is skipped.
    static let places = [
        Place(zone: "America/Chicago", now: "2027-02-28T23:30Z"),
        Place(zone: "Europe/Berlin", now: "2027-03-28T00:30Z"),
        Place(zone: "America/Santiago", now: "2027-09-05T04:30Z"),
        Place(zone: "Pacific/Auckland", now: "2028-02-29T11:30Z"),
    ]

    static let patients = 60
    static let rules = 75

    @Test("both evaluators agree", arguments: places, [UInt64.random(in: 0 ... .max)])
    func agree(place: Place, seed: UInt64) throws {
        print("EvaluatorAgreementTests: seed \(seed)")
        let now = SampleRows.instant(place.now)
        try withDatabase { db throws in
            var random = RandomClinic(try AudienceClinic(db, zone: place.zone), seed: seed, now: now)
            try db.transaction { try random.fill(Self.patients) }
            let facts = try random.clinic.facts()
            var known = 0
            for _ in 0..<Self.rules {
                let rule = random.rule()
                try #require(rule.problems.isEmpty, "seed \(seed): \(rule.json.text)")
                let answers = try random.clinic.answers(to: rule, facts, at: now)
                #expect(answers.swift == answers.sql, "seed \(seed), \(rule.json.text)")
                known += answers.swift.count { $0 != nil }
            }
            #expect(known > Self.patients * Self.rules / 2)
        }
    }

    @Test("both agree on every field and operator alone", arguments: [UInt64.random(in: 0 ... .max)])
    func everyField(seed: UInt64) throws {
        print("EvaluatorAgreementTests: seed \(seed)")
        let now = SampleRows.instant("2027-02-28T23:30Z")
        try withDatabase { db throws in
            var random = RandomClinic(try AudienceClinic(db), seed: seed, now: now)
            try db.transaction { try random.fill(Self.patients) }
            let facts = try random.clinic.facts()
            for field in RandomClinic.fields {
                for op in field.operators {
                    let rule = Rule.test(random.test(field, op))
                    let answers = try random.clinic.answers(to: rule, facts, at: now)
                    #expect(answers.swift == answers.sql, "seed \(seed), \(rule.json.text)")
                }
            }
        }
    }
}
