import Campaigns
import CivilTime

extension RecurrenceForm {
    /// The recurrence that the fields say; nil with what is wrong added to the form.
    ///
    /// Fields of another frequency than the chosen one are not looked at: without a script they stand there too.
    func recurrence(_ form: inout Form) -> Recurrence? {
        let frequency = form.choice(
            "frequency", of: Recurrence.Frequency.self, missing: "Choose days, weeks, months or years.")
        let interval = form.number(
            "interval", in: Recurrence.intervals, missing: "Give a whole number from 1 to 999.")
        let at = ClockTime(String(self["recurring-at"].prefix(5)))  // Browsers may send seconds.
        if at == nil { form.add("recurring-at", "Choose a time of day, such as 09:00.") }
        let start = CivilDate(self["start"])
        if start == nil { form.add("start", "Choose the day from which it counts.") }
        guard let frequency else { return nil }
        let pattern = pattern(frequency, start, &form)
        let end = end(start, &form)
        guard let interval, let at, let start, let pattern, let end else { return nil }
        return Recurrence(pattern, interval: interval, at: at, start: start, end: end)
    }

    private func pattern(
        _ frequency: Recurrence.Frequency, _ start: CivilDate?, _ form: inout Form
    ) -> Recurrence.Pattern? {
        switch frequency {
        case .daily: return .daily
        case .yearly: return .yearly
        case .weekly:
            let days = weekdays.compactMap(Weekday.init(code:))
            guard days.count == weekdays.count else { return refused(&form, "weekday", "Choose days of the week.") }
            guard days.isEmpty else { return .weekly(days) }
            return start.flatMap { Weekday(rawValue: $0.weekday) }.map { .weekly([$0]) }
        case .monthly: return monthly(&form)
        }
    }

    private func monthly(_ form: inout Form) -> Recurrence.Pattern? {
        guard self["month-on"] != "day" else {
            return form.number("month-day", in: 1...31, missing: "Give a day of the month from 1 to 31.")
                .map { .monthly(day: $0) }
        }
        guard Self.monthChoices.contains(where: { $0.value == self["month-on"] }), let week = Int(self["month-on"])
        else { return refused(&form, "month-on", "Choose which day of the month.") }
        guard let weekday = Weekday(code: self["month-weekday"]) else {
            return refused(&form, "month-weekday", "Choose a day of the week.")
        }
        return .monthlyNth(week: week, weekday)
    }

    private func end(_ start: CivilDate?, _ form: inout Form) -> Recurrence.End? {
        switch Ends(rawValue: self["ends"]) {
        case nil: return refused(&form, "ends", "Choose when it ends.")
        case .never?: return .never
        case .count?:
            return form.number("count", in: Recurrence.counts, missing: "Give a whole number from 1 to 1,000.")
                .map { .count($0) }
        case .until?:
            guard let date = CivilDate(self["until"]) else { return refused(&form, "until", "Choose the last day.") }
            if let start, date < start {
                return refused(&form, "until", "Choose a last day that is not before the first.")
            }
            return .until(date)
        }
    }

    private func refused<Read>(_ form: inout Form, _ field: String, _ message: String) -> Read? {
        form.add(field, message)
        return nil
    }
}
