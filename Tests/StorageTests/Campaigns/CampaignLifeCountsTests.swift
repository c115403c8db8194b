import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite struct CampaignLifeCountsTests {
    @Test("what fell due is told apart from what waits, and what is still in time from what is too late")
    func counts() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let campaign = try rows.campaign(in: clinic, status: .paused)
            let patient = try rows.patient("P-1", in: clinic)
            let now = SampleRows.instant("2027-03-08T16:00Z")
            for hours in [-30, -24, -1, 0, 1] {
                _ = try rows.send(of: campaign, to: patient, in: clinic, plannedAt: now.adding(hours: hours))
            }
            _ = try rows.send(of: campaign, to: patient, in: clinic, plannedAt: now, sentAt: now)
            let life = CampaignLife(db, revisions: RevisionStore(db))
            #expect(try life.counts(of: campaign, in: clinic).waiting == 5)
            let counts = try life.resumeCounts(of: campaign, in: clinic, at: now)
            #expect(counts.due == 4)
            #expect(counts.inTime == 3)
            #expect(try life.counts(of: campaign, in: rows.clinic("Elsewhere")).waiting == 0)
        }
    }

    @Test(
        "what a shift would retime takes the same few statements, however many are inside and whatever is asked of them"
    )
    func statements() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let now = SampleRows.instant("2027-03-08T16:00Z")
            let campaign = try rows.campaign(in: clinic)
            try rows.addAskingSteps(to: campaign, in: clinic, by: .program, at: now)
            let life = CampaignLife(db, revisions: RevisionStore(db))
            _ = try life.pause(campaign, in: clinic, by: .program, at: now.adding(hours: -1))
            func ask() throws -> (counts: ResumeCounts, statements: Int) {
                let before = db.statementCount
                return (try life.resumeCounts(of: campaign, in: clinic, at: now), db.statementCount - before)
            }
            func add(_ numbers: ClosedRange<Int>) throws {
                try rows.addWays(numbers, through: campaign, in: clinic, at: now)
                _ = try ask()
            }
            try add(1...2)
            let few = try ask()
            try add(3...20)
            let many = try ask()
            #expect(try life.counts(of: campaign, in: clinic).enrollments == 20)
            #expect(many.statements == few.statements)
        }
    }
}
