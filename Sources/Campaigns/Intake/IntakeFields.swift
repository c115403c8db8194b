import CivilTime

/// The kinds of fields that neighbours send.
extension IntakeReader {
    /// One line of text without blanks around it; an empty one counts as cleared.
    public mutating func line(_ key: String, atMost limit: Int) -> Given<String> {
        let given = given(key, expected: "Give a line of text of at most \(limit) characters.") { json in
            json.stringValue.flatMap { Self.line($0, atMost: limit) }
        }
        return given == .value("") ? .cleared : given
    }

    /// Text that may have several lines.
    public mutating func text(_ key: String, atMost limit: Int) -> Given<String> {
        given(key, expected: "Give a text of at most \(limit) characters.") { json in
            guard let text = json.stringValue, text.unicodeScalars.count <= limit,
                !text.filter({ !$0.isNewline && $0 != "\t" }).hasControlCharacter
            else { return nil }
            return text
        }
    }

    /// A neighbour's own id.
    public mutating func externalID(_ key: String) -> Given<String> {
        given(key, expected: ExternalID.expected) { json in
            json.stringValue.flatMap { ExternalID.isValid($0) ? $0 : nil }
        }
    }

    /// One of an enumeration's words.
    public mutating func word<Word: RawRepresentable<String> & CaseIterable & Sendable & Hashable>(
        _ key: String, _ type: Word.Type, among allowed: [Word]? = nil
    ) -> Given<Word> {
        let allowed = allowed ?? Array(Word.allCases)
        let expected = "Give one of: \(allowed.map(\.rawValue).joined(separator: ", "))."
        return given(key, expected: expected) { json in
            json.stringValue.flatMap { text in allowed.first { $0.rawValue == text } }
        }
    }

    public mutating func instant(_ key: String) -> Given<Instant> {
        let context = context
        let expected = "Give a time such as 2027-03-13T09:00:00-06:00, or without offset for the clinic's."
        return given(key, expected: expected) { $0.stringValue.flatMap(context.instant) }
    }

    public mutating func date(_ key: String) -> Given<CivilDate> {
        given(key, expected: "Give a date as YYYY-MM-DD.") { json in
            json.stringValue.flatMap { CivilDate($0) }.flatMap { (1900..<2200).contains($0.year) ? $0 : nil }
        }
    }

    public mutating func number(_ key: String, in range: ClosedRange<Int64>) -> Given<Int64> {
        given(key, expected: "Give a whole number from \(range.lowerBound) to \(range.upperBound).") { json in
            json.integerValue.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// The id of a row of ours: a string of digits.
    public mutating func id<Entity>(_ key: String) -> Given<ID<Entity>> {
        given(key, expected: "Give an id as a string of digits.") { json in
            json.stringValue.flatMap { ID(text: $0) }
        }
    }

    /// A rule; each place in it that makes no sense is refused.
    public mutating func rule(_ key: String) -> Given<Rule> {
        let given: Given<JSON> = given(key, expected: "Give a rule.") { $0 }
        guard case .value(let json) = given else { return given == .cleared ? .cleared : .absent }
        do {
            let rule = try Rule(json: json)
            note(rule, of: key)
            return .value(rule)
        } catch {
            refuse(key, error.problems)
            return .absent
        }
    }

    /// A rule that chooses patients without an event.
    public mutating func audience(_ key: String) -> Given<Rule> {
        let given = rule(key)
        guard let problems = given.value?.problemsOfAudience, !problems.isEmpty else { return given }
        refuse(key, problems)
        return .absent
    }

    private mutating func refuse(_ key: String, _ problems: [RuleProblem]) {
        for problem in problems {
            refuse(problem.path.isEmpty ? key : "\(key).\(problem.path)", problem.message)
        }
    }

    mutating func eventType(_ key: String) -> Given<EventType> {
        given(key, expected: "Give a name of capital letters, digits and _, at most 64 of them.") { json in
            json.stringValue.flatMap(EventType.init(rawValue:))
        }
    }

    public mutating func yesNo(_ key: String) -> Given<Bool> {
        given(key, expected: "Give true or false.") { $0.boolValue }
    }

    public mutating func language(_ key: String) -> Given<String> {
        given(key, expected: "Give a language tag such as en or es-MX.") { json in
            json.stringValue.flatMap { LanguageTag.isValid($0) ? $0 : nil }
        }
    }

    public mutating func zone(_ key: String) -> Given<Zone> {
        given(key, expected: "Give the name of a time zone, such as America/Chicago.") { json in
            json.stringValue.flatMap { Zone($0) }
        }
    }

    /// An e-mail address in its normal form; an empty text counts as cleared.
    public mutating func email(_ key: String) -> Given<String> {
        let given = given(key, expected: "Give an e-mail address such as name@example.org.") { json in
            json.stringValue.flatMap { $0.trimmed.isEmpty ? "" : EmailAddress.normalised($0) }
        }
        return given == .value("") ? .cleared : given
    }

    /// A phone number in its E.164 form; an empty text counts as cleared.
    public mutating func phone(_ key: String) -> Given<String> {
        let context = context
        let given = given(key, expected: "Give a phone number such as +13125550142.") { json -> String? in
            guard let text = json.stringValue, text.utf8.count <= 60, !text.hasControlCharacter else { return nil }
            return text.trimmed.isEmpty ? "" : context.normalisePhone(text)
        }
        return given == .value("") ? .cleared : given
    }

    static func line(_ text: String, atMost limit: Int) -> String? {
        let line = text.trimmed
        return line.unicodeScalars.count <= limit && !line.hasControlCharacter ? line : nil
    }
}
