import Campaigns
import Testing

/// The life of a campaign (rules.md 5), and what follows from its type (rules.md 1.8).
@Suite struct CampaignStatusTests {
    @Test(
        "a campaign goes from where it stands to these, and nowhere else",
        arguments: [
            (CampaignStatus.draft, [CampaignStatus.active, .archived]), (.active, [.paused, .completed, .archived]),
            (.paused, [.active, .completed, .archived]), (.completed, [.archived]), (.archived, []),
        ])
    func life(status: CampaignStatus, next: [CampaignStatus]) {
        #expect(CampaignStatus.allCases.filter(status.mayBecome) == next)
    }

    @Test("what has ended is not changed any more")
    func editing() {
        #expect(CampaignStatus.allCases.filter(\.mayBeEdited) == [.draft, .active, .paused])
    }

    @Test("a clinic may declare a follow-up or survey marketing, and nothing care that is marketing")
    func purposes() {
        for type in CampaignType.allCases {
            let declared = Purpose.allCases.map { CampaignHead(name: "Any", type: type, purpose: $0).purpose }
            switch type {
            case .marketing, .reactivation: #expect(declared == [.marketing, .marketing])
            case .reminder: #expect(declared == [.care, .care])
            case .followUp, .survey: #expect(declared == [.marketing, .care])
            }
        }
    }
}
