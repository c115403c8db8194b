extension Rule {
    /// As staff read it: "age is under 18 and treatment is braces"; "everybody" for the rule that asks nothing.
    public var sentence: String { sentence(naming: .none) }

    /// The same with the names of the segments that it asks about.
    ///
    /// - Parameter most: how many parts of one joint are said before it says only how many more there are.
    public func sentence(naming segments: Segments, most: Int = .max) -> String {
        switch self {
        case .all(let parts) where parts.isEmpty: "everybody"
        case .any(let parts) where parts.isEmpty: "nobody"
        case .all(let parts): Self.joined(parts, by: " and ", segments, most)
        case .any(let parts): Self.joined(parts, by: " or ", segments, most)
        case .not(let part): "not (\(part.sentence(naming: segments, most: most)))"
        case .test(let test): test.sentence
        case .segment(let id): "in the segment \(segments[id].map { "“\($0.name)”" } ?? "no. \(id)")"
        }
    }

    private static func joined(_ parts: [Rule], by word: String, _ segments: Segments, _ most: Int) -> String {
        if parts.count == 1 { return parts[0].sentence(naming: segments, most: most) }
        let said = parts.prefix(most).map { part in
            let sentence = part.sentence(naming: segments, most: most)
            return part.isJoint ? "(\(sentence))" : sentence
        }
        let more = parts.count - said.count
        return (said + (more > 0 ? ["\(more) more"] : [])).joined(separator: word)
    }

    /// So many parts are read at a glance; a rule may have hundreds.
    public static let readParts = 8

    /// Whom it takes in, at a glance: "all patients", "active patients for whom age is under 18".
    public func people(naming segments: Segments) -> String {
        if self == .everybody { return "all patients" }
        let parts = if case .all(let parts) = self { parts } else { [self] }
        let states = parts.compactMap(\.status)
        guard states.count == 1 else { return "patients for whom \(sentence(naming: segments, most: Self.readParts))" }
        let rest = parts.filter { $0.status == nil }
        if rest.isEmpty { return "\(states[0]) patients" }
        let sentence = Rule.all(rest).sentence(naming: segments, most: Self.readParts)
        return "\(states[0]) patients for whom \(sentence)"
    }

    /// The one state of a patient that it asks for: "active".
    private var status: String? {
        guard case .test(let test) = self, test.field == .status, test.op == .equal, case .text(let text)? = test.value
        else { return nil }
        return test.word(for: text)
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
        plain ?? comparison
    }

    /// As people say it, where naming the field and its value would not: "no visit is booked".
    private var plain: String? {
        switch (field, op, value) {
        case (.status, .equal, .text(let text)?): "the patient is \(word(for: text))"
        case (.status, .unequal, .text(let text)?): "the patient is not \(word(for: text))"
        case (.hasEmail, .equal, .yesNo(let isKnown)?): "\(isKnown ? "an" : "no") e-mail address is known"
        case (.hasPhone, .equal, .yesNo(let isKnown)?): "\(isKnown ? "a" : "no") phone number is known"
        case (.appointmentConfirmed, .equal, .yesNo(let isConfirmed)?):
            "the appointment is \(isConfirmed ? "" : "not ")confirmed"
        case (_, .equal, .number(0)?): field.deed.map { "no \($0)" }
        case (_, .greater, .number(0)?), (_, .greaterOrEqual, .number(1)?): field.deed.map { "\($0.article) \($0)" }
        case (_, .after, .days(..<0)?), (_, .after, .months(..<0)?):
            field.isPast ? "\(field.phrase) is less than \(value?.day ?? "")" : nil
        default: nil
        }
    }

    /// The field, how it is compared, and with what: "e-mail address known is yes".
    var comparison: String {
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

extension Field {
    /// What is counted, as it happens once: "visit is booked".
    fileprivate var deed: String? {
        switch self {
        case .completedVisits: "visit was completed"
        case .upcomingVisits: "visit is booked"
        case .missedVisits: "visit was missed"
        case .openInvoices: "invoice is open"
        case .overdueInvoices: "invoice is overdue"
        default: nil
        }
    }

    /// Whether its day never lies ahead.
    fileprivate var isPast: Bool {
        switch self {
        case .registeredOn, .lastVisit, .lastMissedVisit, .overdueSince, .lastMessage, .surveyAnswered, .surveyInvited:
            true
        default: false
        }
    }
}

extension String {
    /// "a" before "visit", "an" before "invoice".
    fileprivate var article: String { first == "i" ? "an" : "a" }
}
