import Campaigns
import CivilTime

/// What stands in the fields of a recurrence, as text.
struct RecurrenceForm: Equatable {
    /// The posted fields by name; missing ones are empty.
    private var texts: [String: String] = [:]
    /// The ticked days of a week, by their codes.
    var weekdays: Set<String> = []

    static let names: Set<String> = [
        "frequency", "interval", "month-on", "month-day", "month-weekday", "recurring-at", "start", "ends", "until",
        "count",
    ]
    /// The check boxes: the one field that may be sent more than once.
    static let weekdayName = "weekday"

    /// How a month's day is chosen: by its number, or as a weekday's first to fifth, or last to fifth from last.
    static let monthChoices: [(value: String, label: String)] =
        [("day", "the day")]
        + ([1, 2, 3, 4, 5, -1, -2, -3, -4, -5] as [Int]).map { week in
            (String(week), "the \(Recurrence.ordinal(week))")
        }

    enum Ends: String, CaseIterable {
        case never, until, count

        var phrase: String {
            switch self {
            case .never: "never"
            case .until: "on a day"
            case .count: "after so many times"
            }
        }
    }

    /// Every week, until something else is chosen.
    init() {
        texts = ["frequency": Recurrence.Frequency.weekly.rawValue, "interval": "1", "ends": Ends.never.rawValue]
    }

    init(_ form: Form) {
        for name in Self.names { texts[name] = form[name] }
        weekdays = Set(form.list(Self.weekdayName))
    }

    init(_ recurrence: Recurrence) {
        self.init()
        self["frequency"] = recurrence.frequency.rawValue
        self["interval"] = String(recurrence.interval)
        self["recurring-at"] = recurrence.at.text
        self["start"] = recurrence.start.date.text
        switch recurrence.pattern {
        case .daily, .yearly: break
        case .weekly(let days): weekdays = Set(days.map(\.code))
        case .monthly(let day):
            self["month-on"] = "day"
            self["month-day"] = String(day)
        case .monthlyNth(let week, let weekday):
            self["month-on"] = String(week)
            self["month-weekday"] = weekday.code
        }
        switch recurrence.end {
        case .never: break
        case .until(let date):
            self["ends"] = Ends.until.rawValue
            self["until"] = date.text
        case .count(let count):
            self["ends"] = Ends.count.rawValue
            self["count"] = String(count)
        }
    }

    subscript(name: String) -> String {
        get { texts[name] ?? "" }
        set { texts[name] = newValue }
    }
}

extension Recurrence.Frequency {
    /// "week", as it stands after *every*.
    var unit: String {
        switch self {
        case .daily: "day"
        case .weekly: "week"
        case .monthly: "month"
        case .yearly: "year"
        }
    }
}
