/// What is wrong with a reminder table.
public struct ReminderProblem: Sendable, Hashable {
    /// Which line, from 0; nil for the table as a whole.
    public let line: Int?
    public let message: String
}

extension ReminderTable {
    /// All that stands against keeping it, line by line; empty when it is sound.
    public var problems: [ReminderProblem] {
        var problems: [ReminderProblem] = []
        var seen: Set<[String]> = []
        for (index, rule) in rules.enumerated() {
            guard let message = problem(with: rule, &seen) else { continue }
            problems.append(ReminderProblem(line: index, message: message))
        }
        return problems + sizeProblems.map { ReminderProblem(line: nil, message: $0) }
    }

    private func problem(with rule: ReminderRule, _ seen: inout Set<[String]>) -> String? {
        if !rule.lead.isInBounds {
            return """
                Give a whole number: up to \(ReminderLead.mostHours) hours, or up to \(ReminderLead.mostDays) days.
                """
        }
        if let type = rule.type, !types.contains(where: { $0.id == type }) {
            return "The clinic has no such appointment type."
        }
        if rule.type == nil, rule.message == nil {
            return "Choose a message: “Send nothing” is for a type that goes without what every other gets."
        }
        let place = [rule.type?.description ?? "", rule.lead.phrase, rule.channel.rawValue]
        guard seen.insert(place).inserted else {
            return "A line above says the same type, time and channel already."
        }
        return nil
    }

    private var sizeProblems: [String] {
        if rules.count > Self.mostRules { return ["A table holds at most \(Self.mostRules) lines."] }
        if ownTypes.count > Branch.maximumLanes {
            return ["At most \(Branch.maximumLanes) types may have lines of their own."]
        }
        guard cards.count > Workflow.maximumSteps else { return [] }
        return [
            """
            That comes to \(cards.count) steps, and a workflow holds at most \(Workflow.maximumSteps). Let fewer types \
            have lines of their own.
            """
        ]
    }
}
