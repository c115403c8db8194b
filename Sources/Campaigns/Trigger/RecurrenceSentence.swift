import CivilTime

extension Recurrence {
    /// "Every 2 weeks on Monday and Thursday at 09:00, from Mon 4 Jan 2027 until Fri 31 Dec 2027", in the clinic's time.
    public var sentence: String { "\(phrase) at \(at.text), from \(Times.fullDay(start.date))\(ending)" }

    /// "Every 2 weeks on Monday and Thursday".
    private var phrase: String {
        switch pattern {
        case .daily: every("day")
        case .weekly(let days): weekly(days)
        case .monthly(let day): "\(every("month")) on \(Self.monthDay(day))"
        case .monthlyNth(let week, let weekday): "\(every("month")) on the \(Self.ordinal(week)) \(weekday.name)"
        case .yearly:
            "\(every("year")) on \(Times.dayAndMonth(start.date))\(isLeapDay ? " (28 Feb in common years)" : "")"
        }
    }

    private func weekly(_ days: [Weekday]) -> String {
        if days.count == 7, interval == 1 { return "Every day" }
        return interval == 1 && days.count == 1
            ? "Every \(days[0].name)" : "\(every("week")) on \(Self.list(days.map(\.name)))"
    }

    private func every(_ unit: String) -> String { interval == 1 ? "Every \(unit)" : "Every \(interval) \(unit)s" }

    private var ending: String {
        switch end {
        case .never: ""
        case .until(let date): " until \(Times.fullDay(date))"
        case .count(let count): count == 1 ? ", once" : ", \(count) times"
        }
    }

    private var isLeapDay: Bool { start.date.month == 2 && start.date.day == 29 }

    /// "day 15", "day 31, or the month's last".
    private static func monthDay(_ day: Int) -> String { day <= 28 ? "day \(day)" : "day \(day), or the month’s last," }

    /// "second" for 2, "second to last" for −2.
    public static func ordinal(_ week: Int) -> String {
        let words = ["first", "second", "third", "fourth", "fifth"]
        if week > 0 { return words[week - 1] }
        return week == -1 ? "last" : "\(words[-week - 1]) to last"
    }

    private static func list(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
    }
}
