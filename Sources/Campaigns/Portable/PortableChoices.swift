extension PortableCampaign {
    /// How what a file refers to is met by what a clinic has.
    public struct Choices: Sendable, Hashable {
        /// Which of the clinic's segments stand for those of the file, by their numbers; the others are made.
        public var segments: [ID<Segment>: ID<Segment>]
        /// Which of the clinic's message templates stand for those of the file, by their numbers; the others are made.
        public var messages: [ID<MessageTemplate>: ID<MessageTemplate>]
        /// Which of the clinic's types of visit stand for the file's; the others are kept as they are written.
        public var visitTypes: [String: String]

        public init(
            segments: [ID<Segment>: ID<Segment>] = [:], messages: [ID<MessageTemplate>: ID<MessageTemplate>] = [:],
            visitTypes: [String: String] = [:]
        ) {
            self.segments = segments
            self.messages = messages
            self.visitTypes = visitTypes
        }
    }

    /// Every type of visit that its rules name, in the order of the alphabet, each once.
    public var visitTypes: [String] {
        let tests = allRules.flatMap(\.namedVisitTypes)
        return Set(tests).sorted()
    }

    private var allRules: [Rule] {
        var rules = [outline.draft.audience] + [outline.draft.exclusions].compactMap(\.self) + segments.map(\.rule)
        if case .event(_, let rule?, _) = outline.draft.trigger { rules.append(rule) }
        for step in steps {
            switch step.action {
            case .send, .wait: break
            case .condition(let rule, _): rules.append(rule)
            case .branch(let branch): rules += branch.lanes.map(\.rule)
            }
        }
        return rules
    }
}

extension Rule {
    fileprivate var namedVisitTypes: [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.namedVisitTypes)
        case .not(let part): part.namedVisitTypes
        case .segment: []
        case .test(let test): test.namedVisitTypes
        }
    }
}

extension FieldTest {
    private static let visitTypeFields: Set<Field> = [.visitTypes, .lastVisitType, .nextVisitType, .appointmentType]

    /// Whole names only: a part of one, as `contains` has it, names no type.
    fileprivate var namedVisitTypes: [String] {
        guard Self.visitTypeFields.contains(field), op == .equal || op == .unequal || op == .in else { return [] }
        switch value {
        case .text(let name): return [name]
        case .list(let names): return names
        default: return []
        }
    }

    /// The same comparison with the clinic's own types of visit in the place of the file's.
    public func naming(_ types: [String: String]) -> FieldTest {
        guard !namedVisitTypes.isEmpty else { return self }
        var test = self
        switch value {
        case .text(let name): test.value = .text(types[name] ?? name)
        case .list(let names): test.value = .list(names.map { types[$0] ?? $0 })
        default: break
        }
        return test
    }
}
