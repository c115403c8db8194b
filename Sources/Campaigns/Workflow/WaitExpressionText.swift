import CivilTime

extension WaitExpression {
    /// The expression in its long form and lower case; parsing it gives the same expression.
    public var text: String {
        switch self {
        case .lasting(let span): "for \(span.text)"
        case .offset(let span, let direction, let anchor, let time):
            "\(span.text) \(direction.rawValue)" + (anchor.map { " \($0.rawValue)" } ?? "") + Self.at(time)
        case .morning(let anchor): "morning of \(anchor.rawValue)"
        case .day(let anchor, let time): "day of \(anchor.rawValue) at \(time.text)"
        case .next(let weekday, let time): "next \(weekday.name.lowercased())" + Self.at(time)
        case .until(let time): "until \(time.text)"
        case .untilDate(let date, let time): "until \(date.text)" + (time.map { " \($0.text)" } ?? "")
        case .nextOpening: "next opening"
        case .event(let type, let span): "for event \(type.rawValue) at most \(span.text)"
        }
    }

    /// The expression as people say it, with what its hours or days mean: "48 hours before the appointment (counted
    /// hour by hour)".
    public var sentence: String {
        guard let meaning else { return phrase }
        return isElapsed ? "\(phrase) (\(meaning))" : "\(phrase), \(meaning)"
    }

    /// The sentence without what its hours or days mean: "48 hours before the appointment".
    public var phrase: String {
        switch self {
        case .lasting(let span): "for \(span.text)"
        case .offset(let span, let direction, let anchor, _):
            "\(span.text) \(direction.rawValue) \(anchor?.phrase ?? "what the trigger is about")"
        case .morning(let anchor): "the morning of \(anchor.phrase)"
        case .day(let anchor, _): "the day of \(anchor.phrase)"
        case .next(let weekday, _): "next \(weekday.name)"
        case .until(let time): "until \(time.text)"
        case .untilDate(let date, _): "until \(date.text)"
        case .nextOpening: "until the clinic is open"
        case .event(let type, let span): "until \(type.phrase.inSentence), at most \(span.text)"
        }
    }

    /// What its hours or days mean: "counted hour by hour", "at 09:00"; nil where the phrase says it all.
    public var meaning: String? {
        switch self {
        case .lasting(let span): span.unit.isCalendar ? "to the same time of day" : Self.counted(span.unit)
        case .offset(let span, _, let anchor, let time): Self.clock(span.unit, anchor, time)
        case .day(_, let time): "at \(time.text)"
        case .next(_, let time), .untilDate(_, let time): Self.atOrMorning(time)
        case .until: "tomorrow if that is past"
        case .morning, .nextOpening: nil
        case .event: "goes on when it happens, else at the end"
        }
    }

    private var isElapsed: Bool {
        switch self {
        case .lasting(let span), .offset(let span, _, _, _): !span.unit.isCalendar
        default: false
        }
    }

    /// Over a clock change, too.
    private static func counted(_ unit: WaitSpan.Unit) -> String { "counted \(unit.rawValue) by \(unit.rawValue)" }

    private static func at(_ time: ClockTime?) -> String { time.map { " at \($0.text)" } ?? "" }

    private static func atOrMorning(_ time: ClockTime?) -> String {
        time.map { "at \($0.text)" } ?? "at the clinic's morning time"
    }

    private static func clock(_ unit: WaitSpan.Unit, _ anchor: WaitAnchor?, _ time: ClockTime?) -> String {
        if !unit.isCalendar { return counted(unit) }
        if let time { return "at \(time.text)" }
        return switch anchor {
        case .dueDate, .birthday: "at the clinic's morning time"
        case .treatmentStart, .treatmentEnd, .phaseStart:
            "at the same time of day, or the clinic's morning time if none is known"
        default: "at the same time of day"
        }
    }
}
