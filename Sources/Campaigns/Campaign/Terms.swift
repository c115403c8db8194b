import CivilTime

/// What a campaign says: the draft as staff see it, or a revision's immutable copy of it (rules.md 5).
public struct Terms: Sendable, Hashable, Codable {
    public var type: CampaignType
    public var purpose: Purpose
    /// nil while the draft lacks one; activation refuses that.
    public var trigger: Trigger?
    public var audience: Rule
    public var exclusions: Rule?
    /// Days after which the same anchor may enroll again; nil means never.
    public var reentryDays: Int?
    /// Of care, whether each message asks the audience again; absent in what was published before it could be said.
    private var asksAgain: Bool?
    public var workflow: Workflow
    /// The version of each message template that its sends use.
    public var templateVersions: [TemplateVersion]

    public init(
        type: CampaignType, purpose: Purpose, trigger: Trigger?, audience: Rule, exclusions: Rule? = nil,
        reentryDays: Int? = nil, asksAudienceAgain: Bool = false, workflow: Workflow,
        templateVersions: [TemplateVersion] = []
    ) {
        self.type = type
        self.purpose = purpose
        self.trigger = trigger
        self.audience = audience
        self.exclusions = exclusions
        self.reentryDays = reentryDays
        asksAgain = asksAudienceAgain ? true : nil
        self.workflow = workflow
        self.templateVersions = templateVersions
    }

    /// What staff want of care; `holdsToAudience` says what counts.
    public var asksAudienceAgain: Bool {
        get { asksAgain ?? false }
        set { asksAgain = newValue ? true : nil }
    }

    /// Whether a message leaves only while the patient is in the audience.
    public var holdsToAudience: Bool { type.asksAudienceAgain(purpose, ifCare: asksAudienceAgain) }

    public var lane: SendLane { SendLane(type: type, purpose: purpose) }

    public var who: Audience { Audience(rule: audience, exclusions: exclusions) }

    /// The same with the segments' rules in the place of their names, as a revision keeps it: a segment that is changed
    /// later changes no campaign that runs.
    public func resolved(by segments: Segments) -> Terms {
        var terms = self
        terms.audience = audience.resolved(by: segments)
        terms.exclusions = exclusions?.resolved(by: segments)
        terms.trigger = trigger?.resolved(by: segments)
        terms.workflow = workflow.resolved(by: segments)
        return terms
    }

    /// Every segment that its rules name.
    public var segments: [ID<Segment>] {
        audience.segments + (exclusions?.segments ?? []) + (trigger?.segments ?? []) + workflow.segments
    }

    /// Every rule in it: the audience's, the exclusions', the trigger's and those of the lanes.
    public var rules: [Rule] {
        [audience, exclusions, trigger?.rule].compactMap(\.self)
            + workflow.allSteps.flatMap(\.lanes).compactMap(\.rule)
    }

    /// Whether the patient is in the audience and not excluded; unknown is not in.
    public func includes(_ facts: Facts, at now: Instant) -> Bool { refusal(of: facts, at: now) == nil }

    /// Why the patient is left out; nil in the audience.
    public func refusal(of facts: Facts, at now: Instant) -> Start.Refusal? {
        guard audience.matches(facts, at: now) == true else { return .notInAudience }
        return exclusions?.matches(facts, at: now) == true ? .excluded : nil
    }
}

/// One message template as it was when a revision took it.
public struct TemplateVersion: Sendable, Hashable, Codable {
    public let template: ID<MessageTemplate>
    public let number: Int

    public init(template: ID<MessageTemplate>, number: Int) {
        self.template = template
        self.number = number
    }
}
