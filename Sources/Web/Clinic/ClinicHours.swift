import Campaigns
import CivilTime
import Storage

/// When the clinic works: its zone, its hours, its morning and the days on which it is closed. A change that gives what
/// waits other times asks first, with the numbers.
enum ClinicHours {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try HoursSheet(visit: visit, form: HoursForm(ClinicTimes(visit.clinic()))).respond()
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let form = try HoursForm.read(request)
        guard let times = form.times else { return try HoursSheet(visit: visit, form: form).respond(status: 422) }
        let standing = ClinicTimes(try visit.clinic())
        guard standing.text == form.was || standing == times else { return try refuse(form, standing, visit) }
        if standing == times {
            return try visit.redirect(to: Path.hours, notice: Notice("Nothing differs from before."))
        }
        guard form.isConfirmed else { return try ask(form, visit) }
        let rules = ClinicRules(visit.db, of: visit.clinicID)
        switch try rules.set(times, was: form.was, by: visit.author, at: visit.now) {
        case .stale: return try refuse(form, ClinicTimes(visit.clinic()), visit)
        case .same, .saved:
            return try visit.redirect(
                to: Path.hours,
                notice: Notice(
                    "The clinic’s times are saved.", "What waits is planned by them with the next minutes."))
        }
    }

    private static func ask(_ form: HoursForm, _ visit: Visit) throws -> Response {
        let waiting = try ClinicRules(visit.db, of: visit.clinicID).waiting()
        let page = visit.page("clinic/hours-ask.html")
        page.text("title", "Plan what waits by the new times?")
        page.text("submit", "Save and plan anew")
        page.text(
            "people",
            waiting.enrollments == 0
                ? "Nobody is on the way through a campaign."
                : "\(Numbers.count(waiting.enrollments, "way of a patient", "ways of patients")) through campaigns go on by the new times."
        )
        page.text(
            "messages",
            waiting.sends == 0
                ? "No message waits."
                : "\(Numbers.count(waiting.sends, "message waits", "messages wait")), and each is planned anew; what is then past its time is skipped."
        )
        visit.fill(of: page, postingTo: Path.hours)
        page.each("kept", form.posted) { row, field in
            row.attribute("kept", "name", field.name)
            row.attribute("kept", "value", field.value)
        }
        page.attribute("cancel", "href", Path.hours)
        return try visit.respond(page, tab: .hours)
    }

    /// Somebody else was faster: what was typed stays, from what stands now.
    private static func refuse(_ form: HoursForm, _ standing: ClinicTimes, _ visit: Visit) throws -> Response {
        var form = form
        form.was = standing.text
        form.problems = [
            FormProblem(
                "zone",
                "Somebody else changed the clinic’s times meanwhile. What you typed stands here still; save again to keep it."
            )
        ]
        return try HoursSheet(visit: visit, form: form).respond(status: 409)
    }

    // Closed days

    static func close(_ request: Request, _ visit: Visit) throws -> Response {
        let read = try ClosedDaysForm.read(request, visit)
        guard let days = read.days else {
            return try HoursSheet(visit: visit, form: HoursForm(ClinicTimes(visit.clinic())), closing: read.form)
                .respond(status: 422)
        }
        let rules = ClinicRules(visit.db, of: visit.clinicID)
        let waiting = try rules.waiting(from: days[0], to: days[days.count - 1], zone: visit.zone)
        guard read.form.isConfirmed || waiting == 0 else { return try ask(read.form, days, waiting, visit) }
        try rules.close(days, name: read.form.name, by: visit.author, at: visit.now)
        let said =
            days.count == 1
            ? "The clinic is closed on \(visit.times.day(days[0]))."
            : "The clinic is closed from \(visit.times.day(days[0])) to \(visit.times.day(days[days.count - 1]))."
        return try visit.redirect(
            to: Path.hours, notice: Notice(said, "What waits for the clinic to open is planned by it."))
    }

    private static func ask(_ form: ClosedDaysForm, _ days: [CivilDate], _ waiting: Int, _ visit: Visit) throws
        -> Response
    {
        let page = visit.page("clinic/hours-ask.html")
        let name = days.count == 1 ? visit.times.day(days[0]) : "these \(days.count) days"
        page.text("title", "Close the clinic on \(name)?")
        page.text(
            "people", "\(Numbers.count(waiting, "message waits", "messages wait")) for a time on \(name).")
        page.text(
            "messages",
            "Offers among them move to the next opening. Reminders and care keep their time, and the visits stay booked until somebody moves them."
        )
        visit.fill(of: page, postingTo: Path.closedDays)
        let kept = [("first", form.first), ("last", form.last), ("name", form.name), ("confirmed", "yes")]
        page.each("kept", kept) { row, field in
            row.attribute("kept", "name", field.0)
            row.attribute("kept", "value", field.1)
        }
        page.text("submit", "Close the clinic")
        page.attribute("cancel", "href", Path.hours)
        return try visit.respond(page, tab: .hours)
    }

    static func open(_ request: Request, _ visit: Visit) throws -> Response {
        let form = try Form(request, names: ["day"])
        guard let day = CivilDate(form["day"]) else {
            throw HTTPRefusal.badRequest("The form names no day. Nothing was changed.")
        }
        let isOpened = try ClinicRules(visit.db, of: visit.clinicID).open(day, by: visit.author, at: visit.now)
        let said = "The clinic is open on \(visit.times.day(day))"
        return try visit.redirect(to: Path.hours, notice: Notice(isOpened ? "\(said) again." : "\(said)."))
    }
}
