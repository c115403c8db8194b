import Campaigns
import CivilTime
import Markup
import Storage

/// The page with the clinic's times and closed days.
struct HoursSheet {
    let visit: Visit
    let form: HoursForm
    var closing = ClosedDaysForm()

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("clinic/hours.html")
        let problems = form.problems + closing.problems
        let fields = visit.fields(problems: problems)
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.hours)
        page.attribute("was", "value", form.was)
        page.insert(
            "fields",
            fields.input(
                "zone", "Time zone", value: form.zone,
                hint:
                    "By its name, such as America/Chicago. It is \(visit.times.near(visit.now)) here by the zone that is set.",
                attributes: ["maxlength": "80"]))
        page.insert(
            "fields",
            fields.input(
                "morning", "Morning time", value: form.morning,
                hint: "When a message “on the morning of the visit” leaves.", type: "time"))
        page.each("day", HoursForm.days) { row, day in fill(row, day, fields) }
        try fillClosed(page, fields)
        return try visit.respond(page, tab: .hours, status: status)
    }

    private func fill(_ row: Page, _ day: Weekday, _ fields: FieldPages) {
        let (from, to) = (HoursForm.fromField(day), HoursForm.toField(day))
        let problem = fields.problem(from)
        row.text("weekday", day.name)
        row.keep("problem", if: problem != nil)
        row.text("problem", problem ?? "")
        for (slot, name, value, label) in [
            ("opens", from, form.from[day.rawValue], "opens"), ("closes", to, form.to[day.rawValue], "closes"),
        ] {
            row.attribute(slot, "id", name)
            row.attribute(slot, "name", name)
            row.attribute(slot, "value", value)
            row.attribute(slot, "aria-label", "\(day.name) \(label)")
            row.attribute(slot, "aria-invalid", problem == nil ? nil : "true")
        }
    }

    private func fillClosed(_ page: Page, _ fields: FieldPages) throws {
        let today = visit.zone.civil(at: visit.now).date
        let days = try ClinicRules(visit.db, of: visit.clinicID).closedDays().filter { $0.date >= today }
        page.keep("closed-days", if: !days.isEmpty)
        page.keep("no-closed-days", if: days.isEmpty)
        page.each("closed", days) { row, day in
            row.text("closed-day", Times.fullDay(day.date))
            row.text("closed-name", day.name)
            visit.fill(form: "open", of: row, postingTo: Path.openDay)
            row.attribute("open-day", "value", day.date.text)
            row.attribute("open-button", "aria-label", "Open on \(Times.fullDay(day.date))")
        }
        visit.fill(form: "close", of: page, postingTo: Path.closedDays)
        page.insert("close-fields", fields.input("first", "First closed day", value: closing.first, type: "date"))
        page.insert(
            "close-fields",
            fields.input("last", "Last closed day", value: closing.last, hint: "Empty for one day.", type: "date"))
        page.insert(
            "close-fields",
            fields.input(
                "name", "What for?", value: closing.name, hint: "Such as “Thanksgiving”; staff see it.",
                attributes: ["maxlength": "120"]))
    }
}
