import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite struct StatsStoreTests {
    @Test("counts stand under their campaign, step, clinic's day and reason once a tick has folded them")
    func folded() throws {
        try withDatabase { db in
            let sample = try CampaignSample(db)
            let stats = StatsStore(db)
            let late = SampleRows.instant("2027-03-09T05:30Z")  // still 8 March in Chicago
            try note(
                [
                    (.recipients, nil, nil, sample.start), (.planned, 1, nil, sample.start), (.sent, 1, nil, late),
                    (.sent, 2, nil, late.adding(hours: 24)), (.skipped, 2, .noConsent, late),
                    (.skipped, 2, .noConsent, late), (.skipped, 1, .overCap, late),
                ], sample)
            #expect(try stats.totals(of: sample.campaign, in: sample.clinic) == Tally())
            #expect(try TallyStore(db).fold(limit: 100) > 0)

            let totals = try stats.totals(of: sample.campaign, in: sample.clinic)
            #expect(totals[.recipients] == 1)
            #expect(totals[.sent] == 2)
            #expect(totals[.skipped] == 3)
            let steps = try stats.steps(of: sample.campaign, in: sample.clinic)
            #expect(Set(steps.keys) == [ID(1), ID(2)])
            #expect(steps[ID(2)]?[.skipped] == 2)
            #expect(
                try stats.skips(of: sample.campaign, in: sample.clinic) == [
                    StatsStore.Skips(reason: .noConsent, count: 2), StatsStore.Skips(reason: .overCap, count: 1),
                ])
            let days = try stats.days(
                of: sample.campaign, in: sample.clinic, from: CivilDate("2027-03-08")!, to: CivilDate("2027-03-09")!)
            #expect(days.map(\.day.text) == ["2027-03-08", "2027-03-09"])
            #expect(days.map { $0.tally[.sent] } == [1, 1])
        }
    }

    @Test("a campaign that counted nothing has empty counts")
    func empty() throws {
        try withDatabase { db in
            let sample = try CampaignSample(db)
            #expect(try StatsStore(db).steps(of: sample.campaign, in: sample.clinic).isEmpty)
            #expect(try StatsStore(db).skips(of: sample.campaign, in: sample.clinic).isEmpty)
        }
    }

    private func note(_ changes: [(Tally.Measure, Int64?, Reason?, Instant)], _ sample: CampaignSample) throws {
        try TallyStore(sample.rows.db).note(
            changes.map { measure, step, reason, at in
                Tally.Delta(
                    clinic: sample.clinic, campaign: sample.campaign, step: step.map { ID($0) }, measure: measure,
                    reason: reason, at: at)
            })
    }
}
