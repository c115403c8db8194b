import Campaigns
import Markup
import Storage

/// What holds for the whole clinic: what it allows, and the switch that stops everything.
enum ClinicSettings {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try respond(visit, LimitsForm(ClinicLimits(visit.clinic())))
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let form = try LimitsForm.read(request)
        guard let limits = form.limits else { return try respond(visit, form, status: 422) }
        let rules = ClinicRules(visit.db, of: visit.clinicID)
        switch try rules.set(limits, was: form.was, by: visit.author, at: visit.now) {
        case .saved:
            return try visit.redirect(
                to: Path.clinic,
                notice: Notice("The settings are saved.", "They hold for every message that leaves from now on."))
        case .same: return try visit.redirect(to: Path.clinic, notice: Notice("Nothing differs from before."))
        case .stale:
            var redrawn = form.redrawn(from: ClinicLimits(try visit.clinic()))
            redrawn.problems = [
                FormProblem(
                    "care-from",
                    "Somebody else changed the settings meanwhile. What you typed stands here still; save again to keep it."
                )
            ]
            return try respond(visit, redrawn, status: 409)
        }
    }

    private static func respond(_ visit: Visit, _ form: LimitsForm, status: Int = 200) throws -> Response {
        let page = visit.page("clinic/settings.html")
        let fields = visit.fields(problems: form.problems)
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.clinic)
        form.fill(page, fields)
        try fillSwitch(page, visit)
        return try visit.respond(page, tab: .rules, status: status)
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
