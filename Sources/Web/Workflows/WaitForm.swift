import Campaigns
import CivilTime

/// What stands in the fields of a wait, as text: the kinds of wait as sentences to fill, and any other in words.
struct WaitForm: Equatable {
    enum Kind: String, CaseIterable {
        case lasting = "for"
        case offset, day, event, words
    }

    /// The posted fields by name; missing ones are empty.
    private var texts: [String: String] = [:]

    static let names: Set<String> = [
        "kind", "for-amount", "for-unit", "offset-amount", "offset-unit", "offset-direction", "offset-anchor",
        "offset-at", "day-anchor", "day-at", "event-type", "event-amount", "event-unit", "words", "if-past",
    ]

    init() { self["kind"] = Kind.lasting.rawValue }

    init(_ form: Form) {
        for name in Self.names { texts[name] = form[name] }
    }

    subscript(name: String) -> String {
        get { texts[name] ?? "" }
        set { texts[name] = newValue }
    }

    var kind: Kind? { Kind(rawValue: self["kind"]) }

    /// "minutes": as the unit's option is sent.
    static func word(for unit: WaitSpan.Unit) -> String { unit.rawValue + "s" }
}

extension WaitForm {
    init(_ wait: Wait) {
        switch wait.expression {
        case .lasting(let span):
            fill(.lasting, ["for-amount": String(span.amount), "for-unit": Self.word(for: span.unit)])
        case .offset(let span, let direction, let anchor?, let time):
            fill(
                .offset,
                [
                    "offset-amount": String(span.amount), "offset-unit": Self.word(for: span.unit),
                    "offset-direction": direction.rawValue, "offset-anchor": anchor.rawValue,
                    "offset-at": time?.text ?? "",
                ])
        case .morning(let anchor): fill(.day, ["day-anchor": anchor.rawValue])
        case .day(let anchor, let time): fill(.day, ["day-anchor": anchor.rawValue, "day-at": time.text])
        case .event(let type, let span):
            fill(
                .event,
                [
                    "event-type": type.rawValue, "event-amount": String(span.amount),
                    "event-unit": Self.word(for: span.unit),
                ])
        case .offset, .next, .until, .untilDate, .nextOpening: fill(.words, ["words": wait.expression.text])
        }
        self["if-past"] = wait.ifPast.rawValue
    }

    private mutating func fill(_ kind: Kind, _ texts: [String: String]) {
        self.texts = texts
        self["kind"] = kind.rawValue
    }
}
