import CivilTime

/// One pass over a recurrence's JSON that collects what is wrong with it.
struct RecurrenceReader {
    private(set) var problems: [FieldProblem] = []
    private let json: JSON

    private static let members: Set<String> = [
        "frequency", "interval", "at", "weekdays", "monthDay", "nth", "start", "until", "count",
    ]

    init(_ json: JSON) {
        self.json = json
        guard let members = json.objectValue else {
            problems = [FieldProblem(field: "", message: "Give an object with frequency, interval, at and start.")]
            return
        }
        for member in members where !Self.members.contains(member.key) {
            refuse(member.key, "A recurrence has no such member.")
        }
    }

    mutating func recurrence(start given: CivilDateTime?) -> Recurrence? {
        guard json.objectValue != nil else { return nil }
        let frequency = frequency()
        let interval = number("interval", in: Recurrence.intervals) ?? 1
        let start = start(given)
        let at = at(start: given)
        guard let frequency else { return nil }
        let pattern = pattern(frequency, start: start?.date)
        let end = end(start: start?.date)
        guard let pattern, let start, let at, let end, problems.isEmpty else { return nil }
        return Recurrence(pattern, interval: interval, at: at, start: start, end: end)
    }

    private mutating func frequency() -> Recurrence.Frequency? {
        guard let frequency = value("frequency")?.stringValue.flatMap({ Recurrence.Frequency(rawValue: $0) }) else {
            return refuse("frequency", "Give one of: DAILY, WEEKLY, MONTHLY, YEARLY.")
        }
        return frequency
    }

    private mutating func at(start: CivilDateTime?) -> ClockTime? {
        if value("at") == nil, let start { return start.time }
        guard let at = value("at")?.stringValue.flatMap({ ClockTime($0) }) else {
            return refuse("at", "Give a time of day as HH:MM, such as 09:00.")
        }
        return at
    }

    private mutating func start(_ given: CivilDateTime?) -> CivilDateTime? {
        if let given { return given }
        let text = value("start")?.stringValue
        guard let start = text.flatMap({ CivilDate($0)?.at(ClockTime(minutes: 0)) ?? CivilDateTime($0) }) else {
            return refuse("start", "Give the first day as YYYY-MM-DD.")
        }
        return start
    }

    private mutating func pattern(_ frequency: Recurrence.Frequency, start: CivilDate?) -> Recurrence.Pattern? {
        if frequency != .weekly { refuseMember("weekdays", "Weekdays go with WEEKLY only.") }
        if frequency != .monthly {
            refuseMember("monthDay", "A day of the month goes with MONTHLY only; YEARLY takes it from start.")
            refuseMember("nth", "A weekday of the month goes with MONTHLY only; YEARLY takes its day from start.")
        }
        switch frequency {
        case .daily: return .daily
        case .weekly: return weekdays(start: start).map { .weekly($0) }
        case .monthly: return monthly(start: start)
        case .yearly: return .yearly
        }
    }

    private mutating func weekdays(start: CivilDate?) -> [Weekday]? {
        guard let given = value("weekdays") else {
            return start.flatMap { Weekday(rawValue: $0.weekday) }.map { [$0] }
        }
        let weekdays = given.arrayValue?.map { $0.stringValue.flatMap { Weekday(code: $0) } } ?? []
        let known = weekdays.compactMap { $0 }
        guard !known.isEmpty, known.count == weekdays.count, Set(known).count == known.count else {
            return refuse("weekdays", "Give a list of different weekdays: MO, TU, WE, TH, FR, SA, SU.")
        }
        return known
    }

    private mutating func monthly(start: CivilDate?) -> Recurrence.Pattern? {
        guard value("nth") != nil else {
            let day = number("monthDay", in: 1...31) ?? (value("monthDay") == nil ? start?.day : nil)
            return day.map { .monthly(day: $0) }
        }
        refuseMember("monthDay", "Give monthDay or nth, not both.")
        return nth()
    }

    private mutating func nth() -> Recurrence.Pattern? {
        guard let nth = value("nth"), let members = nth.objectValue else {
            return refuse("nth", "Give an object with week and weekday.")
        }
        for member in members where !["week", "weekday"].contains(member.key) {
            refuse("nth.\(member.key)", "It has week and weekday, and nothing else.")
        }
        let week = nth["week"]?.integerValue
        guard let week, (1...5).contains(week) || (-5 ... -1).contains(week) else {
            return refuse("nth.week", "Give a whole number from 1 to 5, or from -1 (the last) to -5.")
        }
        guard let weekday = nth["weekday"]?.stringValue.flatMap({ Weekday(code: $0) }) else {
            return refuse("nth.weekday", "Give one of: MO, TU, WE, TH, FR, SA, SU.")
        }
        return .monthlyNth(week: Int(week), weekday)
    }

    private mutating func end(start: CivilDate?) -> Recurrence.End? {
        if value("until") != nil { refuseMember("count", "Give until or count, not both.") }
        if let given = value("until") {
            guard let date = given.stringValue.flatMap({ CivilDate($0) }) else {
                return refuse("until", "Give the last day as YYYY-MM-DD.")
            }
            if let start, date < start { return refuse("until", "It ends before it starts.") }
            return .until(date)
        }
        guard value("count") != nil else { return .never }
        return number("count", in: Recurrence.counts).map { .count($0) }
    }

    private func value(_ member: String) -> JSON? { json[member].flatMap { $0.isNull ? nil : $0 } }

    private mutating func number(_ member: String, in range: ClosedRange<Int>) -> Int? {
        guard let given = value(member) else { return nil }
        guard let number = given.integerValue.map({ Int($0) }), range.contains(number) else {
            return refuse(member, "Give a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    private mutating func refuseMember(_ member: String, _ message: String) {
        if value(member) != nil { refuse(member, message) }
    }

    private mutating func refuse(_ field: String, _ message: String) {
        problems.append(FieldProblem(field: field, message: message))
    }

    private mutating func refuse<Read>(_ field: String, _ message: String) -> Read? {
        problems.append(FieldProblem(field: field, message: message))
        return nil
    }
}
