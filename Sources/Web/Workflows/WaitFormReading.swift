import Campaigns
import CivilTime

extension WaitForm {
    /// The wait that the fields say; nil with what is wrong added to the form.
    ///
    /// - Parameter trigger: the anchor that the trigger brings, which words without one mean.
    func wait(_ form: inout Form, trigger: WaitAnchor?) -> Wait? {
        let expression: WaitExpression? =
            switch kind {
            case .lasting: lasting(&form)
            case .offset: offset(&form)
            case .day: day(&form)
            case .event: event(&form)
            case .words: words(&form, trigger)
            case nil: refused(&form, "kind", "Choose how long to wait.")
            }
        let ifPast = form.choice("if-past", of: Wait.IfPast.self, missing: "Say what to do when the time has passed.")
        guard let expression, let ifPast else { return nil }
        return Wait(expression: expression, ifPast: ifPast)
    }

    private func lasting(_ form: inout Form) -> WaitExpression? {
        span("for", &form).map(WaitExpression.lasting)
    }

    private func event(_ form: inout Form) -> WaitExpression? {
        guard let type = EventType(rawValue: form.line("event-type", limit: 64)) else {
            return refused(
                &form, "event-amount",
                "Choose the event, or give its name in capitals, digits and _, such as FORM_SIGNED.")
        }
        return span("event", &form).map { .event(type, atMost: $0) }
    }

    private func offset(_ form: inout Form) -> WaitExpression? {
        guard let span = span("offset", &form) else { return nil }
        guard let direction = WaitExpression.Direction(rawValue: self["offset-direction"]) else {
            return refused(&form, "offset-amount", "Choose before or after.")
        }
        guard let anchor = WaitAnchor(rawValue: self["offset-anchor"]) else {
            return refused(&form, "offset-amount", "Choose what to count from.")
        }
        if direction == .before, !span.unit.isCalendar, anchor.isDay {
            return refused(
                &form, "offset-amount", "Count in days, weeks or months: \(anchor.phrase) is a day without a time.")
        }
        guard !self["offset-at"].isEmpty else { return .offset(span, direction, anchor, at: nil) }
        guard span.unit.isCalendar else {
            return refused(
                &form, "offset-amount", "Leave the time of day empty: it goes only with days, weeks and months.")
        }
        guard let time = clock("offset-at") else {
            return refused(&form, "offset-amount", "Give the time of day as HH:MM, such as 09:00.")
        }
        return .offset(span, direction, anchor, at: time)
    }

    private func day(_ form: inout Form) -> WaitExpression? {
        guard let anchor = WaitAnchor(rawValue: self["day-anchor"]) else {
            return refused(&form, "day-at", "Choose what to count from.")
        }
        guard !self["day-at"].isEmpty else { return .morning(of: anchor) }
        guard let time = clock("day-at") else {
            return refused(&form, "day-at", "Give the time of day as HH:MM, such as 08:00, or leave it empty.")
        }
        return .day(of: anchor, at: time)
    }

    private func words(_ form: inout Form, _ trigger: WaitAnchor?) -> WaitExpression? {
        let typed = form.line("words", limit: Self.longestWords, missing: "Say how long to wait.")
        guard !form.problems.contains(where: { $0.field == "words" }) else { return nil }
        do {
            let expression = try WaitExpression.parse(typed)
            if let problem = expression.problem(under: trigger) { return refused(&form, "words", problem) }
            return expression
        } catch {
            return refused(&form, "words", error.sentence)
        }
    }

    /// Of the expression, as its column takes it.
    private static let longestWords = 120

    private func span(_ kind: String, _ form: inout Form) -> WaitSpan? {
        guard let unit = WaitSpan.Unit.allCases.first(where: { Self.word(for: $0) == self["\(kind)-unit"] }) else {
            return refused(&form, "\(kind)-amount", "Choose minutes, hours, days, weeks or months.")
        }
        guard let amount = Int(self["\(kind)-amount"].filter { !$0.isWhitespace }), let span = WaitSpan(amount, unit)
        else {
            return refused(&form, "\(kind)-amount", "Give a whole number from 1 to \(Numbers.grouped(unit.limit)).")
        }
        return span
    }

    private func clock(_ name: String) -> ClockTime? {
        // Browsers may send seconds.
        ClockTime(String(self[name].prefix(5)))
    }

    private func refused<Read>(_ form: inout Form, _ field: String, _ message: String) -> Read? {
        form.add(field, message)
        return nil
    }
}
