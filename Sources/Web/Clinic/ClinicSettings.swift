import Campaigns
import Markup
import Storage

/// What holds for the whole clinic: the months of its recalls, and the switch that stops everything.
enum ClinicSettings {
    static let recallField = "recall-months"

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try respond(visit, recall: String(visit.clinic().recallMonths))
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        var form = try Form(request, names: [recallField])
        let limits = Clinic.recallLimits
        let months = form.number(
            recallField, in: limits,
            missing: "Give a whole number of months from \(limits.lowerBound) to \(limits.upperBound).")
        guard let months else {
            return try respond(visit, recall: form[recallField], problems: form.problems, status: 422)
        }
        try ClinicHold(visit.db).set(recallMonths: months, of: visit.clinicID, by: visit.author, at: visit.now)
        let counted = Numbers.count(months, "month", "months")
        return try visit.redirect(
            to: Path.clinic, notice: Notice("The settings are saved.", "A recall is due \(counted) after a visit."))
    }

    private static func respond(_ visit: Visit, recall: String, problems: [FormProblem] = [], status: Int = 200) throws
        -> Response
    {
        let page = visit.page("clinic/settings.html")
        let fields = visit.fields(problems: problems)
        page.text("lead", "For everything of \(visit.clinicName)")
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.clinic)
        page.insert(
            "fields",
            fields.input(
                recallField, "Months until a recall is due", value: recall,
                hint: "After the last completed visit, for a patient who has booked no other.",
                attributes: ["inputmode": "numeric", "maxlength": "2"]))
        try fillSwitch(page, visit)
        return try visit.respond(page, in: Frame(title: Noun.clinic.name, noun: .clinic, status: status))
    }

    private static func fillSwitch(_ page: Page, _ visit: Visit) throws {
        let hold = ClinicHold(visit.db)
        let since = try hold.since(visit.clinicID)
        page.keep("held", if: since != nil)
        page.keep("free", if: since == nil)
        page.attribute("hold", "href", Path.hold)
        guard let since else { return }
        let due = try hold.counts(of: visit.clinicID, at: visit.now).due
        page.text("since", "Nothing leaves since \(visit.times.text(since)).")
        page.text(
            "due",
            """
            \(due == 0 ? "No message waits" : Numbers.count(due, "message waits", "messages wait")) for a time of yesterday, today or tomorrow. Once \
            released, those still in time are sent, and those too late are skipped and listed.
            """)
        visit.fill(form: "release", of: page, postingTo: Path.release)
    }
}
