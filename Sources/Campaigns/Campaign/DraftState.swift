/// A draft as it stood at one moment, so that it can be put back to it.
public struct DraftState: Sendable, Hashable, Codable {
    /// nil once the campaign has run: its type stays then, and name and description are live.
    public let head: CampaignHead?
    public let draft: CampaignDraft
    public let workflow: Workflow

    public init(head: CampaignHead?, draft: CampaignDraft, workflow: Workflow) {
        self.head = head
        self.draft = draft
        self.workflow = workflow
    }

    /// - Parameter steps: the cards of its draft, in any order.
    public init(of campaign: Campaign, _ steps: [DraftStep]) {
        self.init(
            head: campaign.status == .draft ? campaign.head : nil, draft: CampaignDraft(of: campaign),
            workflow: Workflow(draft: steps))
    }

    /// What the campaign says apart from its steps when it is put back to this; what is live stays.
    public func outline(of campaign: Campaign) -> CampaignOutline {
        CampaignOutline(head: head ?? campaign.head, draft: draft)
    }
}
