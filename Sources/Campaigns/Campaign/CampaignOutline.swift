/// All of a campaign that may be changed, but for its steps.
public struct CampaignOutline: Sendable, Hashable {
    public var head: CampaignHead
    public var draft: CampaignDraft

    public init(head: CampaignHead, draft: CampaignDraft = CampaignDraft()) {
        self.head = head
        self.draft = draft
    }

    /// Whether a campaign that stands so may be changed from `stored` to this: once it has run its type stays, and
    /// whether events or a time begin it; once it is over all but its name and description stays.
    public func mayReplace(_ stored: CampaignOutline, at status: CampaignStatus) -> Bool {
        if status == .draft { return true }
        guard head.type == stored.head.type, head.purpose == stored.head.purpose else { return false }
        if draft == stored.draft { return true }
        return status.mayBeEdited && draft.trigger?.typeName == stored.draft.trigger?.typeName
    }
}

extension Campaign {
    public var outline: CampaignOutline { CampaignOutline(head: head, draft: CampaignDraft(of: self)) }
}

extension GalleryWorkflow {
    /// What a campaign that uses it says, apart from its steps.
    public var outline: CampaignOutline {
        CampaignOutline(
            head: CampaignHead(name: name, description: summary, type: type, purpose: purpose),
            draft: CampaignDraft(
                trigger: trigger, audience: audience, exclusions: exclusions, asksAudienceAgain: exclusions != nil))
    }
}
