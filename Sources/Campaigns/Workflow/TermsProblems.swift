/// What a draft is held against.
public struct ActivationMeans: Sendable {
    /// The newest version of each message template that the clinic has.
    public var templates: [ID<MessageTemplate>: MessageTemplate]
    /// Channels that a courier serves.
    public var couriers: Set<Channel>
    /// Parts that one SMS may have.
    public var smsPartLimit: Int
    /// Whether the clinic has a survey that invitations lead to.
    public var hasSurvey: Bool

    public init(
        templates: [ID<MessageTemplate>: MessageTemplate], couriers: Set<Channel>, smsPartLimit: Int,
        hasSurvey: Bool = true
    ) {
        self.templates = templates
        self.couriers = couriers
        self.smsPartLimit = smsPartLimit
        self.hasSurvey = hasSurvey
    }
}

extension Terms {
    /// All that stands against activating them, with their segments in place, in reading order: trigger, audience, then step by step; empty when
    /// nothing does (rules.md 5).
    ///
    /// What other campaigns and the clock say is asked by whoever activates.
    public func problems(with means: ActivationMeans) -> [Problem] {
        triggerProblems + audienceProblems + workflowProblems
            + workflow.allSteps.flatMap { step in
                problems(of: step, means).map { Problem(.step(step.id), $0) }
            }
    }

    private var triggerProblems: [Problem] {
        guard let trigger else { return [Problem(.trigger, "Nothing starts it yet: choose a trigger.")] }
        guard case .event(let type, let rule, let leadDays) = trigger else { return [] }
        var problems = (rule?.problemsWhenResolved ?? []).map(\.message)
        if leadDays != 0, !type.isDaily {
            problems.append("It begins days before or after an event that has no day: leave the days out.")
        }
        if !Trigger.leadDays.contains(leadDays) {
            problems.append("It begins more than \(Trigger.leadDays.upperBound) days before or after the day.")
        }
        return problems.map { Problem(.trigger, $0) }
    }

    private var audienceProblems: [Problem] {
        let asksEvent = audience.asksEvent || exclusions?.asksEvent == true
        return (audience.problemsWhenResolved + (exclusions?.problemsWhenResolved ?? [])).map(\.message)
            .appending(asksEvent ? Rule.eventInAudience : nil).map { Problem(.audience, $0) }
    }

    /// What stands against a rule of a step.
    private func problems(of rule: Rule) -> [String] {
        let lacksEvent = rule.asksEvent && trigger?.event == nil
        return rule.problemsWhenResolved.map(\.message)
            .appending(lacksEvent ? "It asks what an event said, but no event starts the campaign." : nil)
    }

    private var workflowProblems: [Problem] {
        if workflow.steps.isEmpty { return [Problem(.workflow, "The workflow has no step yet.")] }
        let sends = workflow.allSteps.contains { step in
            if case .send = step.action { true } else { false }
        }
        return sends ? [] : [Problem(.workflow, "The workflow sends nothing yet.")]
    }

    private func problems(of step: Step, _ means: ActivationMeans) -> [String] {
        switch step.action {
        case .send(let send): problems(of: send, at: step.id, means)
        case .wait(let wait): problems(of: wait.expression)
        case .condition(let condition): problems(of: condition.rule)
        case .branch(let branch): problems(of: branch)
        }
    }

    private func problems(of branch: Branch) -> [String] {
        var problems: [String] = []
        if branch.drawKey != nil {
            return branch.drawProblems + (branch.otherwise == nil ? ["It has no “otherwise” lane."] : [])
        }
        if branch.lanes.isEmpty { problems.append("It has no lane yet besides “otherwise”.") }
        if branch.lanes.count > Branch.maximumLanes {
            problems.append("It has \(branch.lanes.count) lanes; at most \(Branch.maximumLanes) are allowed.")
        }
        for (index, lane) in branch.lanes.enumerated() {
            let name = lane.name.isEmpty ? "Lane \(index + 1)" : "“\(lane.name)”"
            // Whatever came after a lane that everybody takes would never be asked.
            problems +=
                lane.rule == .everybody
                ? ["\(name) asks nothing yet."] : self.problems(of: lane.rule).map { "\(name): \($0)" }
        }
        if branch.otherwise == nil {
            problems.append("It has no “otherwise” lane, for everybody for whom no rule holds.")
        }
        return problems
    }

    private func problems(of wait: WaitExpression) -> [String] {
        guard let trigger, wait.needsAnchor else { return [] }
        guard let anchor = wait.anchor ?? trigger.ownAnchor else {
            return ["It does not say what to count from: choose it, such as the appointment."]
        }
        guard anchor.isAlwaysAllowed || trigger.broughtAnchors.contains(anchor) else {
            return ["It waits for \(anchor.phrase), but what starts the campaign comes without one."]
        }
        guard wait.needsTimeOfDay, anchor.isDay else { return [] }
        return ["\(anchor.phrase.capitalisedStart) is a day without a time: wait for days before it, not hours."]
    }

    private func problems(of send: SendStep, at step: ID<Step>, _ means: ActivationMeans) -> [String] {
        var problems: [String] = []
        if !means.couriers.contains(send.channel) {
            problems.append("No way to send an \(send.channel.phrase) is set up.")
        }
        guard let experiment = send.experiment else {
            return problems + self.problems(of: send.template, by: send.channel, means)
        }
        for arm in experiment.arms {
            problems += self.problems(of: send.template(of: arm), by: send.channel, means).map {
                "\(arm.phrase): \($0)"
            }
        }
        let templates = send.templates.compactMap(\.self)
        if Set(templates).count < templates.count { problems.append("Two messages of the test are the same.") }
        return problems + experiment.problems(purpose: purpose, isAboutVisit: isAboutVisit(step))
    }

    private func problems(of template: ID<MessageTemplate>?, by channel: Channel, _ means: ActivationMeans) -> [String]
    {
        guard let template else { return ["No message template is chosen yet."] }
        guard let template = means.templates[template] else {
            return ["Its message template was removed: choose another."]
        }
        guard template.channel == channel else {
            return ["“\(template.name)” is for \(template.channel.phrase), not for \(channel.phrase)."]
        }
        var problems = template.problems.map(\.message)
        if let trigger {
            let own = template.problems(trigger: trigger, visitsAreAwaited: workflow.followsVisits)
            // Subject and body may miss the same.
            problems += own.map(\.message).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
        if !means.hasSurvey, template.asksSurvey {
            problems.append("“\(template.name)” asks for an answer to a survey, but no survey is in use.")
        }
        if channel == .sms, let parts = template.sampleParts, parts > means.smsPartLimit {
            problems.append("The SMS takes \(parts) parts; at most \(means.smsPartLimit) are allowed.")
        }
        return problems
    }
}

extension [String] {
    fileprivate func appending(_ message: String?) -> [String] { self + [message].compactMap(\.self) }
}

extension MessageTemplate {
    /// In how many parts it is sent as SMS with the catalogue's sample values; nil when it cannot be read.
    public var sampleParts: Int? {
        let samples = Dictionary(uniqueKeysWithValues: MergeField.allCases.map { ($0, $0.sample) })
        guard case .message(let message) = rendered(with: MergeValues(samples, language: language)) else { return nil }
        return SMSLength(of: message.text).parts
    }
}
