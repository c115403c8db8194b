import Campaigns
import CivilTime
import Storage
import Testing

@Suite("The head of the campaign list")
struct CampaignListHeadTests {
    @Test("a page takes two statements")
    func statements() throws {
        try DraftSample.with { sample in
            let before = sample.db.statementCount
            _ = try sample.campaigns.page(CampaignFilter(), in: sample.clinic)
            #expect(sample.db.statementCount - before == 2)
        }
    }

    @Test("the next message is the first that a running campaign has planned")
    func nextSend() throws {
        try DraftSample.with { sample in
            let running = try sample.rows.campaign(in: sample.clinic)
            let paused = try sample.rows.campaign("Paused", in: sample.clinic, status: .paused)
            let patient = try sample.rows.patient("P-1", in: sample.clinic)
            #expect(try sample.campaigns.nextSend(in: sample.clinic, at: sample.now) == nil)
            for (campaign, minutes) in [(running, -5), (running, 60), (running, 30), (paused, 10)] {
                _ = try sample.rows.send(
                    of: campaign, to: patient, in: sample.clinic, plannedAt: sample.now.adding(minutes: minutes))
            }
            #expect(try sample.campaigns.nextSend(in: sample.clinic, at: sample.now) == sample.now.adding(minutes: 30))
            #expect(try sample.campaigns.nextSend(in: sample.other, at: sample.now) == nil)
        }
    }
}
