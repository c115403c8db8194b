import Campaigns
import CivilTime

/// Days in a row on which the clinic will be closed.
struct ClosedDaysForm {
    var first = ""
    var last = ""
    var name = ""
    /// Whether the question with the numbers was answered.
    var isConfirmed = false
    var problems: [FormProblem] = []

    /// A clinic that is away for longer pauses its campaigns.
    static let most = 62

    static func read(_ request: Request, _ visit: Visit) throws -> (form: ClosedDaysForm, days: [CivilDate]?) {
        var form = try Form(request, names: ["first", "last", "name", "confirmed"])
        var filled = ClosedDaysForm(first: form["first"], last: form["last"])
        filled.name = form.line("name", limit: 120)
        filled.isConfirmed = form.isTicked("confirmed")
        let today = visit.zone.civil(at: visit.now).date
        let days = Self.days(&form, filled, today)
        filled.problems = form.problems
        return (filled, form.problems.isEmpty ? days : nil)
    }

    private static func days(_ form: inout Form, _ filled: ClosedDaysForm, _ today: CivilDate) -> [CivilDate] {
        guard let first = CivilDate(filled.first), first >= today, first <= today.adding(days: 3_650) else {
            form.add("first", "Give a day from today on.")
            return []
        }
        guard !filled.last.isEmpty else { return [first] }
        guard let last = CivilDate(filled.last), last >= first, last.days(since: first) < most else {
            form.add("last", "Give the last day: the first or later, and at most \(most) days in all.")
            return []
        }
        return (0...last.days(since: first)).map { first.adding(days: $0) }
    }
}
