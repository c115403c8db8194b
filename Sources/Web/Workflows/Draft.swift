import Campaigns
import Storage

/// A campaign as its builder shows it: the head, the cards, and what is to be settled before it can be activated.
struct Draft {
    let clinic: Clinic
    let campaign: Campaign
    let steps: [DraftStep]
    /// The newest version of each message template of the clinic.
    let templates: [ID<MessageTemplate>: MessageTemplate]
    let workflow: Workflow
    /// The clinic's saved ones, which its rules may name.
    let segments: Segments
    /// Whether the clinic has a survey that invitations lead to.
    let hasSurvey: Bool
    /// Whose messages are shown beside its steps; nil for nobody's.
    var looking: Looking?
    /// The channels that something carries here. Every installation has couriers for e-mail and SMS: files, until a provider
    /// is configured.
    var couriers: Set<Channel> = [.email, .sms, .inApp]

    /// - Throws: `HTTPRefusal.notFound` when the clinic has no such campaign.
    static func load(_ request: Request, _ visit: Visit) throws -> Draft {
        var draft = try load(visit.campaign(request), of: visit.clinic(), visit.db)
        draft.looking = Looking(request.query)
        draft.couriers = visit.call.settings.channels
        return draft
    }

    static func load(_ campaign: Campaign, of clinic: Clinic, _ db: Database) throws -> Draft {
        let steps = try StepStore(db).draft(of: campaign.id, in: clinic.id)
        let templates = try MessageTemplateStore(db).all(language: clinic.language, in: clinic.id)
        return Draft(
            clinic: clinic, campaign: campaign, steps: steps, templates: templates, workflow: Workflow(draft: steps),
            segments: try SegmentStore(db).all(in: clinic.id),
            hasSurvey: try SurveyStore(db).inUse(in: clinic.id) != nil)
    }

    /// Whether the trigger and the steps may be changed here, one by one.
    var hasOwnSteps: Bool { campaign.mayStepsBeEdited }

    /// Whether it may still be changed; of a campaign that runs, what runs changes when it is published.
    var isOpen: Bool { campaign.status.mayBeEdited }

    var messageNames: [ID<MessageTemplate>: String] { templates.mapValues(\.name) }

    func step(_ id: ID<Step>) -> DraftStep? { steps.first { $0.id == id } }

    /// With the segments' rules in their place.
    var terms: Terms {
        Terms(
            type: campaign.type, purpose: campaign.purpose, trigger: campaign.trigger, audience: campaign.audience,
            exclusions: campaign.exclusions, reentryDays: campaign.reentryDays,
            asksAudienceAgain: campaign.asksAudienceAgain, workflow: workflow,
            templateVersions: templates.values.map { TemplateVersion(template: $0.id, number: $0.number) }
        ).resolved(by: segments)
    }

    /// All that stands against activating it, in reading order; nothing is asked of a campaign that no longer is a draft.
    var problems: [Problem] {
        guard isOpen else { return [] }
        return terms.problems(
            with: ActivationMeans(
                templates: templates, couriers: couriers, smsPartLimit: clinic.smsPartLimit, hasSurvey: hasSurvey))
    }

    /// How many cards stand in the lanes of a condition, at any depth.
    func nestedCount(of id: ID<Step>) -> Int {
        guard let step = workflow.step(id) else { return 0 }
        return Workflow(steps: [step]).allSteps.count - 1
    }
}
