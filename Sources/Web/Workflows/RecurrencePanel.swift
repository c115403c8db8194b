import Campaigns
import Markup

/// Fills the part of a trigger's form that says when it recurs, and when that is.
struct RecurrencePanel {
    let visit: Visit
    let fields: FieldPages
    let form: RecurrenceForm
    /// What the fields say, where they make sense.
    let recurrence: Recurrence?

    /// How many dates are shown.
    static let dates = 10

    func fill(_ page: Page) {
        let isSingular = form["interval"] == "1"
        fillOptions(
            page, "frequency",
            Recurrence.Frequency.allCases.map { ($0.rawValue, isSingular ? $0.unit : $0.unit + "s") })
        fillOptions(page, "month-on", RecurrenceForm.monthChoices)
        fillOptions(page, "month-weekday", Weekday.mondayFirst.map { ($0.code, $0.name) })
        fillOptions(page, "ends", RecurrenceForm.Ends.allCases.map { ($0.rawValue, $0.phrase) })
        for name in ["interval", "month-day", "recurring-at", "start", "until", "count"] {
            page.attribute(name, "value", form[name])
            page.attribute(name, "aria-invalid", fields.problem(name) == nil ? nil : "true")
        }
        page.each("weekday", Weekday.mondayFirst) { row, weekday in
            row.attribute("weekday", "id", weekday == .monday ? "weekday" : "weekday-\(weekday.code)")
            row.attribute("weekday", "value", weekday.code)
            row.attribute("weekday", "checked", form.weekdays.contains(weekday.code) ? "checked" : nil)
            row.attribute("weekday-label", "for", weekday == .monday ? "weekday" : "weekday-\(weekday.code)")
            row.text("weekday-label", String(weekday.name.prefix(3)))
        }
        fillErrors(page)
        fillDates(page)
    }

    private func fillErrors(_ page: Page) {
        fillError(page, "every-error", of: ["interval", "frequency"])
        fillError(page, "weekday-error", of: ["weekday"])
        fillError(page, "month-error", of: ["month-on", "month-day", "month-weekday"])
        fillError(page, "start-error", of: ["recurring-at", "start"])
        fillError(page, "ends-error", of: ["ends", "until", "count"])
    }

    private func fillDates(_ page: Page) {
        page.keep("dates", if: recurrence != nil)
        guard let recurrence else { return }
        let next = recurrence.next(Self.dates, after: visit.now, in: visit.zone)
        page.text("dates-title", next.isEmpty ? "None of its dates is still to come." : "Its next dates")
        page.each("occurrence", next) { row, date in
            row.text("occurrence", visit.times.text(date))
            row.attribute("occurrence", "datetime", date.text)
        }
    }

    private func fillError(_ page: Page, _ mark: String, of names: [String]) {
        let problem = names.compactMap(fields.problem).first
        page.keep(mark, if: problem != nil)
        page.text(mark, problem ?? "")
    }

    private func fillOptions(_ page: Page, _ name: String, _ options: [(value: String, label: String)]) {
        page.each(name, options) { row, option in
            row.text(name, option.label)
            row.attribute(name, "value", option.value)
            row.attribute(name, "selected", option.value == form[name] ? "selected" : nil)
        }
    }
}
