/// What staff have edited of a campaign that has run, beside its steps: it becomes what runs when it is published.
public struct CampaignDraft: Sendable, Hashable, Codable {
    public var trigger: Trigger?
    public var audience: Rule
    public var exclusions: Rule?
    public var reentryDays: Int?

    public init(
        trigger: Trigger? = nil, audience: Rule = .everybody, exclusions: Rule? = nil, reentryDays: Int? = nil
    ) {
        self.trigger = trigger
        self.audience = audience
        self.exclusions = exclusions
        self.reentryDays = reentryDays
    }

    public init(of campaign: Campaign) {
        trigger = campaign.trigger
        audience = campaign.audience
        exclusions = campaign.exclusions
        reentryDays = campaign.reentryDays
    }
}
