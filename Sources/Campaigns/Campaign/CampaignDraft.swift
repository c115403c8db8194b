/// What staff have edited of a campaign that has run, beside its steps: it becomes what runs when it is published.
public struct CampaignDraft: Sendable, Hashable, Codable {
    public var trigger: Trigger?
    public var audience: Rule
    public var exclusions: Rule?
    public var reentryDays: Int?
    /// Absent in what was edited before it could be said.
    private var asksAgain: Bool?

    public init(
        trigger: Trigger? = nil, audience: Rule = .everybody, exclusions: Rule? = nil, reentryDays: Int? = nil,
        asksAudienceAgain: Bool = false
    ) {
        self.trigger = trigger
        self.audience = audience
        self.exclusions = exclusions
        self.reentryDays = reentryDays
        self.asksAudienceAgain = asksAudienceAgain
    }

    public init(of campaign: Campaign) {
        trigger = campaign.trigger
        audience = campaign.audience
        exclusions = campaign.exclusions
        reentryDays = campaign.reentryDays
        asksAudienceAgain = campaign.asksAudienceAgain
    }

    /// What a revision says beside its steps.
    public init(of terms: Terms) {
        self.init(
            trigger: terms.trigger, audience: terms.audience, exclusions: terms.exclusions,
            reentryDays: terms.reentryDays, asksAudienceAgain: terms.asksAudienceAgain)
    }

    /// Of care, whether each message asks the audience again.
    public var asksAudienceAgain: Bool {
        get { asksAgain ?? false }
        set { asksAgain = newValue ? true : nil }
    }
}
