extension Rule {
    /// As staff read it: "age is under 18 and treatment is braces"; "everybody" for the rule that asks nothing.
    public var sentence: String { sentence(naming: .none) }

    /// The same with the names of the segments that it asks about.
    public func sentence(naming segments: Segments) -> String {
        switch self {
        case .all(let parts) where parts.isEmpty: "everybody"
        case .any(let parts) where parts.isEmpty: "nobody"
        case .all(let parts): Self.joined(parts, by: " and ", segments)
        case .any(let parts): Self.joined(parts, by: " or ", segments)
        case .not(let part): "not (\(part.sentence(naming: segments)))"
        case .test(let test): test.sentence
        case .segment(let id): "in the segment \(segments[id].map { "“\($0.name)”" } ?? "no. \(id)")"
        }
    }

    private static func joined(_ parts: [Rule], by word: String, _ segments: Segments) -> String {
        if parts.count == 1 { return parts[0].sentence(naming: segments) }
        return parts.map { part in
            let sentence = part.sentence(naming: segments)
            return part.isJoint ? "(\(sentence))" : sentence
        }.joined(separator: word)
    }

    /// Whether it needs brackets inside another joint.
    private var isJoint: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.count > 1
        case .not, .test, .segment: false
        }
    }
}

extension FieldTest {
    /// "age is under 18".
    public var sentence: String {
        switch (op, value) {
        case (.exists, _), (.missing, _), (_, nil): "\(field.phrase) \(op.phrase)"
        case (.within, .some(let value)): "\(field.phrase) is within \(value.span)"
        case (.before, .days(..<0)?), (.before, .months(..<0)?), (.after, .days(1...)?), (.after, .months(1...)?):
            "\(field.phrase) is more than \(value?.day ?? "")"
        case (.before, .some(let value)), (.after, .some(let value)):
            "\(field.phrase) \(op.phrase) \(value.day)"
        case (_, .some(let value)): "\(field.phrase) \(op.phrase) \(phrase(of: value))"
        }
    }

    private func phrase(of value: RuleValue) -> String {
        switch value {
        case .text(let text): word(for: text)
        case .list(let list): list.map(word).joined(separator: ", ")
        case .number(let number): String(number)
        case .yesNo(let answer): answer ? "yes" : "no"
        case .days, .months: value.day
        }
    }

    /// The word that people read for a choice; any other text as it is.
    func word(for text: String) -> String {
        guard case .choice(let options) = field.kind else { return text }
        return options.first { $0.value == text }?.phrase ?? text
    }
}

extension FieldTest.Operator {
    /// What stands between field and value: "is under".
    public var phrase: String {
        switch self {
        case .equal: "is"
        case .unequal: "is not"
        case .less: "is under"
        case .lessOrEqual: "is at most"
        case .greater: "is over"
        case .greaterOrEqual: "is at least"
        case .in: "is one of"
        case .contains: "includes"
        case .exists: "is known"
        case .missing: "is not known"
        case .within: "is within"
        case .before: "is before"
        case .after: "is after"
        }
    }
}

extension RuleValue {
    /// A span of time that ends or begins today: "the last 30 days".
    fileprivate var span: String {
        switch self {
        case .days(let days): Self.span(days, "day")
        case .months(let months): Self.span(months, "month")
        default: "today and \(day)"
        }
    }

    /// One day: "6 months ago", "2027-03-13".
    fileprivate var day: String {
        switch self {
        case .days(let days): Self.distance(days, "day")
        case .months(let months): Self.distance(months, "month")
        case .text(let text): text
        case .number, .yesNo, .list: ""
        }
    }

    private static func span(_ amount: Int, _ unit: String) -> String {
        if amount == 0 { return "today" }
        return amount < 0 ? "the last \(counted(-amount, unit))" : "the next \(counted(amount, unit))"
    }

    private static func distance(_ amount: Int, _ unit: String) -> String {
        if amount == 0 { return "today" }
        return amount < 0 ? "\(counted(-amount, unit)) ago" : "\(counted(amount, unit)) from today"
    }

    /// "30 days", "2 weeks", "6 months".
    ///
    /// - Parameter unit: "day" or "month".
    public static func counted(_ amount: Int, _ unit: String) -> String {
        let isWeeks = unit == "day" && weeks.contains(amount) && amount % daysPerWeek == 0
        let (amount, unit) = isWeeks ? (amount / daysPerWeek, "week") : (amount, unit)
        return "\(amount) \(unit)\(amount == 1 ? "" : "s")"
    }

    private static let daysPerWeek = 7
    /// Days that people call weeks.
    private static let weeks = 14...84
}
