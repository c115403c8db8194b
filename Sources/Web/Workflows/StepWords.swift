import Campaigns

/// What a step's card says.
struct StepWords {
    let name: String
    let detail: String
    /// "send": names the card's colour and icon.
    let kind: String
    let icon: String

    /// - Parameters:
    ///   - messages: the names of the message templates.
    ///   - segments: those that its rule may name.
    init(
        _ step: Step, in workflow: Workflow, messages: [ID<MessageTemplate>: String], segments: Segments = .none
    ) {
        switch step.action {
        case .send(let send):
            kind = "send"
            icon = send.channel.icon
            let message = send.template.map { messages[$0].map { "“\($0)”" } ?? "a removed message template" }
            name = step.name.isEmpty ? message ?? "Send \(send.channel.phrase)" : step.name
            detail = Self.joined([
                message ?? "No message template yet", workflow.isAtEvent(step.id) ? "at once" : nil,
                send.isOnlyUntilConfirmed ? "only until confirmed" : nil,
                send.experiment.map { "tries \($0.arms.count) messages" },
            ])
        case .wait(let wait):
            kind = "wait"
            icon = "clock"
            name = Self.name(of: wait)
            detail = Self.joined([
                wait.expression.meaning, wait.ifPast == .continue ? "if past, goes on at once" : nil,
            ])
        case .condition(let condition):
            kind = "condition"
            icon = "condition"
            name = step.name.isEmpty ? "Yes or no?" : step.name
            detail =
                condition.rule == .everybody
                ? "No question yet" : "Yes when \(condition.rule.sentence(naming: segments, most: Rule.readParts))"
        case .branch(let branch):
            kind = "branch"
            icon = "branch"
            name = step.name.isEmpty ? "Which way?" : step.name
            let lanes = Numbers.count(step.lanes.count, "lane", "lanes")
            detail =
                branch.lanes.isEmpty
                ? "No lane yet" : branch.drawKey == nil ? "The first of \(lanes) that fits" : Self.shares(step)
        }
    }

    /// A wait is called by what it does: a name of its own would stay behind when the wait is changed.
    static func name(of wait: Wait) -> String {
        switch wait.expression {
        case .lasting, .until, .untilDate, .nextOpening, .event: "Wait \(wait.expression.phrase)"
        case .offset, .morning, .day, .next: "Wait until \(wait.expression.phrase)"
        }
    }

    /// "50 % Short course · 50 % Long course".
    private static func shares(_ step: Step) -> String {
        joined(step.lanes.map { lane in lane.weight.map { "\($0) % \(lane.name)" } })
    }

    private static func joined(_ parts: [String?]) -> String { parts.compactMap(\.self).joined(separator: " · ") }
}

extension KeyedLane {
    /// What it is called; a lane without a name of its own is called by its rule.
    func name(naming segments: Segments) -> String {
        guard let rule, name == rule.sentence.capitalisedStart else { return name }
        return rule.sentence(naming: segments).capitalisedStart
    }
}

extension Channel {
    /// In the sprite.
    var icon: String {
        switch self {
        case .email: "mail"
        case .sms: "sms"
        case .inApp: "inbox"
        case .push: "bell"
        }
    }
}
