import CivilTime

/// What the data of an event holds under one name, as rules compare it: who sends it chooses the kind.
public enum EventValue: Sendable, Hashable {
    case text(String)
    case number(Double)
    case yesNo(Bool)
    case list([String])

    /// nil for null, for an object, and for a list of anything but texts: these cannot be compared.
    init?(_ json: JSON) {
        switch json {
        case .string(let text): self = .text(text)
        case .integer(let number): self = .number(Double(number))
        case .number(let number): self = .number(number)
        case .bool(let answer): self = .yesNo(answer)
        case .array(let values):
            let texts = values.compactMap(\.stringValue)
            guard texts.count == values.count else { return nil }
            self = .list(texts)
        case .null, .object: return nil
        }
    }

    /// As words: those that a rule may name it by.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .number(let number): [Self.text(of: number)]
        case .yesNo(let answer): [answer ? "yes" : "no"]
        case .list(let texts): texts
        }
    }

    var isList: Bool {
        if case .list = self { true } else { false }
    }

    /// A text of digits is a number too: some systems quote them.
    var number: Double? {
        switch self {
        case .number(let number): number
        case .text(let text) where text.wholeMatch(of: /-?[0-9]{1,15}(\.[0-9]{1,15})?/) != nil: Double(text)
        case .text, .yesNo, .list: nil
        }
    }

    var yesNo: Bool? {
        switch self {
        case .yesNo(let answer): answer
        case .text(let text): Self.answers[text.lowercased()]
        case .number, .list: nil
        }
    }

    private static let answers = ["yes": true, "true": true, "no": false, "false": false]

    /// A date, or the clinic's day of a time.
    func day(in zone: Zone) -> CivilDate? {
        guard case .text(let text) = self else { return nil }
        if let date = CivilDate(text) { return date }
        return CivilDateTime(text)?.date ?? Instant(text).map { zone.civil(at: $0).date }
    }

    private static func text(of number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? String(number)
    }
}
