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
        }
    }

    /// The expression as people say it, with what its hours or days mean: "48 hours before the appointment (elapsed
    /// hours)".
    public var sentence: String {
        switch self {
        case .lasting(let span):
            "for \(span.text)"
                + (span.unit.isCalendar ? ", to the same clock time" : " (elapsed \(span.unit.rawValue)s)")
        case .offset(let span, let direction, let anchor, let time):
            "\(span.text) \(direction.rawValue) \(anchor?.phrase ?? "what the trigger is about")"
                + Self.clock(span.unit, anchor, time)
        case .morning(let anchor): "the morning of \(anchor.phrase)"
        case .day(let anchor, let time): "the day of \(anchor.phrase), at \(time.text)"
        case .next(let weekday, let time): "next \(weekday.name), \(Self.atOrMorning(time))"
        case .until(let time): "until \(time.text), tomorrow if that is past"
        case .untilDate(let date, let time): "until \(date.text), \(Self.atOrMorning(time))"
        case .nextOpening: "until the clinic is open"
        }
    }

    private static func at(_ time: ClockTime?) -> String { time.map { " at \($0.text)" } ?? "" }

    private static func atOrMorning(_ time: ClockTime?) -> String {
        time.map { "at \($0.text)" } ?? "at the clinic's morning time"
    }

    private static func clock(_ unit: WaitSpan.Unit, _ anchor: WaitAnchor?, _ time: ClockTime?) -> String {
        if !unit.isCalendar { return " (elapsed \(unit.rawValue)s)" }
        if let time { return ", at \(time.text)" }
        return switch anchor {
        case .dueDate, .birthday: ", at the clinic's morning time"
        case .treatmentStart, .treatmentEnd, .phaseStart:
            ", same clock time, or the clinic's morning time if none is known"
        default: ", same clock time"
        }
    }
}
