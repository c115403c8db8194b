/// A step as a program tells it (api.md, *Campaigns*): a missing field is unchanged.
public struct StepIntake: Sendable, Hashable {
    public let type: Given<StepType>
    /// Cleared is empty.
    public let name: Given<String>
    private let channel: Given<Channel>
    /// Which the step sends; whether the clinic has it, whoever stores the step asks.
    public let template: Given<ID<MessageTemplate>>
    private let isOnlyUntilConfirmed: Given<Bool>
    private let experiment: Given<ExperimentIntake>
    private let wait: Given<WaitExpression>
    private let ifPast: Given<Wait.IfPast>
    private let rule: Given<Rule>
    private let exits: Given<Set<LaneKey>>
    private let branches: Given<JSON>
    /// The fields of one type alone that came with a value.
    private let told: Set<String>

    /// Reads all that a program may say about a step, but for its place; problems stay with the reader.
    public init(_ reader: inout IntakeReader) {
        type = reader.kept("type", reader.word("type", StepType.self))
        name = reader.line("name", atMost: DraftStep.maximumNameLength)
        channel = reader.word("channel", Channel.self)
        template = reader.id("templateId")
        isOnlyUntilConfirmed = reader.yesNo("onlyUntilConfirmed")
        experiment = reader.object("experiment") { ExperimentIntake(&$0) }
        let minutes = reader.number("waitDuration", in: 1...Int64(WaitSpan.Unit.minute.limit))
        let until = reader.waitExpression("waitUntil")
        wait = reader.wait(minutes: minutes, until: until)
        ifPast = reader.word("ifPast", Wait.IfPast.self)
        rule = reader.rule("condition")
        exits = reader.lanes("exits")
        branches = reader.branches("branches")
        told = Set(
            [
                ("channel", channel.value != nil), ("templateId", template.value != nil),
                ("onlyUntilConfirmed", isOnlyUntilConfirmed.value == true), ("experiment", experiment.value != nil),
                ("waitDuration", minutes.value != nil),
                ("waitUntil", until.value != nil), ("ifPast", ifPast.value != nil), ("condition", rule.value != nil),
                ("exits", exits.value != nil), ("branches", branches.value != nil),
            ].filter(\.1).map(\.0))
    }

    /// What the step does with what was told.
    ///
    /// - Parameters:
    ///   - stored: nil for a new step.
    ///   - trigger: the anchor that the campaign's trigger brings, which a wait without one means.
    ///   - makeKey: draws the key of a new experiment.
    /// - Throws: what the type lacks, and what belongs to another type.
    public func action(replacing stored: DraftAction?, trigger: WaitAnchor?, makeKey: () -> ExperimentKey)
        throws(IntakeRefusal) -> DraftAction
    {
        guard let type = type.replacing(stored?.type) else {
            throw Self.refusal("type", "This is required for a new step.")
        }
        if let stored, type != stored.type {
            throw Self.refusal("type", "A step keeps its type: it is \(stored.type.rawValue).")
        }
        let foreign = told.subtracting(Self.fields(of: type)).sorted()
        guard foreign.isEmpty else {
            throw IntakeRefusal(
                unknownFields: [],
                problems: foreign.map {
                    FieldProblem(field: $0, message: "A step of the type \(type.rawValue) has none.")
                })
        }
        switch type {
        case .send: return .send(try send(replacing: stored, makeKey))
        case .wait: return .wait(try wait(replacing: stored, trigger))
        case .condition: return try condition(replacing: stored)
        case .branch: return try branch(replacing: stored, makeKey)
        }
    }

    private static func fields(of type: StepType) -> Set<String> {
        switch type {
        case .send: ["channel", "templateId", "onlyUntilConfirmed", "experiment"]
        case .wait: ["waitDuration", "waitUntil", "ifPast"]
        case .condition: ["condition", "exits"]
        case .branch: ["branches"]
        }
    }

    private func send(replacing stored: DraftAction?, _ makeKey: () -> ExperimentKey) throws(IntakeRefusal) -> SendStep
    {
        var old: SendStep?
        if case .send(let send) = stored { old = send }
        guard let channel = channel.replacing(old?.channel) else { throw Self.refusal("channel", "A send needs one.") }
        var send = old ?? SendStep(channel: channel, template: nil)
        send.channel = channel
        send.template = template.replacing(send.template)
        send.isOnlyUntilConfirmed = isOnlyUntilConfirmed.replacing(send.isOnlyUntilConfirmed) ?? false
        switch experiment {
        case .absent: break
        case .cleared: send.experiment = nil
        case .value(let told): send.experiment = told.experiment(key: send.experiment?.key ?? makeKey())
        }
        return send
    }

    private func wait(replacing stored: DraftAction?, _ trigger: WaitAnchor?) throws(IntakeRefusal) -> Wait {
        var old: Wait?
        if case .wait(let wait) = stored { old = wait }
        guard let expression = wait.replacing(old?.expression) else {
            throw Self.refusal("waitUntil", "A wait needs one, or waitDuration.")
        }
        if let problem = expression.problem(under: trigger) { throw Self.refusal("waitUntil", problem) }
        var wait = old ?? Wait(expression: expression)
        wait.expression = expression
        wait.ifPast = ifPast.replacing(wait.ifPast) ?? .skip
        return wait
    }

    private func condition(replacing stored: DraftAction?) throws(IntakeRefusal) -> DraftAction {
        var old: (rule: Rule, exits: Set<LaneKey>)?
        if case .condition(let rule, let exits) = stored { old = (rule, exits) }
        guard let rule = rule.replacing(old?.rule), rule != .everybody else {
            throw Self.refusal("condition", "A condition needs a rule that asks something.")
        }
        return .condition(rule, exits: exits.replacing(old?.exits) ?? [])
    }

    private func branch(replacing stored: DraftAction?, _ makeKey: () -> ExperimentKey) throws(IntakeRefusal)
        -> DraftAction
    {
        var old: DraftBranch?
        if case .branch(let branch) = stored { old = branch }
        switch branches {
        case .absent:
            guard let old else { throw Self.refusal("branches", "A branch needs its lanes.") }
            return .branch(old)
        case .cleared: throw Self.refusal("branches", "A branch needs its lanes.")
        case .value(let json):
            do {
                return .branch(try DraftBranch(json: json, replacing: old, makeKey: makeKey))
            } catch {
                let problems = error.problems.map { FieldProblem(field: "branches\($0.path)", message: $0.message) }
                throw IntakeRefusal(unknownFields: [], problems: problems)
            }
        }
    }

    private static func refusal(_ field: String, _ message: String) -> IntakeRefusal {
        IntakeRefusal(unknownFields: [], problems: [FieldProblem(field: field, message: message)])
    }
}

/// The specification's words for what steps do.
public enum StepType: String, Sendable, CaseIterable {
    case send = "SEND"
    case wait = "WAIT"
    case condition = "CONDITION"
    case branch = "BRANCH"
}

extension DraftAction {
    public var type: StepType {
        switch self {
        case .send: .send
        case .wait: .wait
        case .condition: .condition
        case .branch: .branch
        }
    }
}

extension DraftStep {
    public static let maximumNameLength = 120
}

extension WaitExpression {
    /// What is wrong with it where the trigger brings this anchor; nil when it makes sense.
    public func problem(under trigger: WaitAnchor?) -> String? {
        guard needsTimeOfDay, anchor == nil, let trigger, trigger.isDay else { return nil }
        return "Count in days, weeks or months: \(trigger.phrase) is a day without a time."
    }
}
