import Campaigns

/// What a rule compares with, as staff read and type it: "18", "female", "yes", "braces, aligners", "30 days ago".
enum RuleValueText {
    static func text(of test: FieldTest) -> String {
        switch test.value {
        case nil: ""
        case .text(let text)?: word(for: text, test.field)
        case .number(let number)?: String(number)
        case .yesNo(let answer)?: answer ? "yes" : "no"
        case .list(let list)?: list.map { word(for: $0, test.field) }.joined(separator: ", ")
        case .days(let days)?: distance(days, "day", test.op)
        case .months(let months)?: distance(months, "month", test.op)
        }
    }

    /// nil where the text is none, or the comparison takes none.
    static func value(of typed: String, for field: Field, _ op: FieldTest.Operator) -> RuleValue? {
        let text = trimmed(typed)
        guard op != .exists, op != .missing, !text.isEmpty else { return nil }
        switch field.kind {
        case .number: return Int(text).map(RuleValue.number)
        case .yesNo: return answers[text.lowercased()].map(RuleValue.yesNo)
        case .date: return relativeDate(text.lowercased()) ?? .text(text)
        case .any where op == .within || op == .before || op == .after:
            return relativeDate(text.lowercased()) ?? .text(text)
        case .any where op != .in && op != .contains:
            return Int(text).map(RuleValue.number) ?? answers[text.lowercased()].map(RuleValue.yesNo) ?? .text(text)
        case .choice, .text, .texts, .any:
            guard op == .in else { return .text(code(for: text, field)) }
            let parts = text.split(separator: ",").map { trimmed(String($0)) }.filter { !$0.isEmpty }
            return .list(parts.map { code(for: $0, field) })
        }
    }

    /// What to offer beside the field; empty where anything may be typed.
    static func offers(for field: Field) -> [String] {
        switch field.kind {
        case .choice(let options): options.map(\.phrase)
        case .yesNo: ["yes", "no"]
        case .date:
            ["the last 6 months", "the next 2 weeks", "30 days ago", "6 months ago", "2 weeks from today", "today"]
        case .number, .text, .texts, .any: []
        }
    }

    /// What should have been typed, where the domain's own words speak of JSON.
    static func expectation(for field: Field, _ op: FieldTest.Operator) -> String? {
        switch field.kind {
        case .choice(let options):
            (op == .in ? "Give some of these, with commas between them: " : "Give one of: ")
                + options.map(\.phrase).joined(separator: ", ") + "."
        case .yesNo: "Say yes or no."
        case .date: dateExpected
        case .any where op == .within || op == .before || op == .after: dateExpected
        case .any: op == .in ? "Give words with commas between them." : nil
        case .text, .texts: op == .in ? "Give words with commas between them." : nil
        case .number: nil
        }
    }

    private static let dateExpected =
        "Give a date such as 2027-03-13, or a distance such as “30 days ago”, “the last 6 months” or “2 weeks from today”."

    private static let answers = ["yes": true, "true": true, "no": false, "false": false]

    private static func word(for code: String, _ field: Field) -> String {
        guard case .choice(let options) = field.kind else { return code }
        return options.first { $0.value == code }?.phrase ?? code
    }

    private static func code(for word: String, _ field: Field) -> String {
        guard case .choice(let options) = field.kind else { return word }
        let sought = word.lowercased()
        return options.first { $0.phrase.lowercased() == sought || $0.value.lowercased() == sought }?.value ?? word
    }

    private static func distance(_ amount: Int, _ unit: String, _ op: FieldTest.Operator) -> String {
        if amount == 0 { return "today" }
        let counted = RuleValue.counted(abs(amount), unit)
        if op == .within { return amount < 0 ? "the last \(counted)" : "the next \(counted)" }
        return amount < 0 ? "\(counted) ago" : "\(counted) from today"
    }

    /// "30 days ago", "6 months from today", "in the last 30 days", "next 2 weeks", "more than a year ago", "-30 days",
    /// "today".
    private static func relativeDate(_ text: String) -> RuleValue? {
        if text == "today" { return .days(0) }
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        // What the comparison says already.
        for filler in [["is"], ["within"], ["more", "than"], ["in"], ["the"]] where words.starts(with: filler) {
            words.removeFirst(filler.count)
        }
        if let first = words.first, first == "a" || first == "an" { words[0] = "1" }
        var sign = 1
        if words.first == "last" || words.first == "next" {
            if words.removeFirst() == "last" { sign = -1 }
            // "the last month"
            if words.count == 1 { words = ["1"] + words }
        }
        if words.last == "ago" {
            sign = -1
            words.removeLast()
        } else if words.suffix(2) == ["from", "today"] {
            words.removeLast(2)
        }
        guard words.count == 2, let amount = Int(words[0].filter { $0 != "," }), abs(amount) <= mostDays else {
            return nil
        }
        switch words[1] {
        case "day", "days": return .days(sign * amount)
        case "week", "weeks": return .days(sign * amount * 7)
        case "month", "months": return .months(sign * amount)
        case "year", "years": return .months(sign * amount * 12)
        default: return nil
        }
    }

    /// A hundred years; what is more is refused by the rule itself.
    private static let mostDays = 36_600

    static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
