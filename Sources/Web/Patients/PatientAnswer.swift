import Campaigns
import Markup
import Storage

/// Writing down what somebody of the family agreed to, or wants no more, with how and in which words.
enum PatientAnswer {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let facts = try visit.patient(request)
        return try respond(facts, AnswerForm(facts: facts, times: visit.times), visit)
    }

    static func record(_ request: Request, _ visit: Visit) throws -> Response {
        let facts = try visit.patient(request)
        let read = try AnswerForm.read(request, facts, visit.times)
        guard let said = read.said else { return try respond(facts, read.form, visit, status: 422) }
        guard
            try ConsentDesk(visit.db).record(
                said, about: facts.patient.id, in: visit.clinicID, by: visit.staff.id, at: visit.now)
        else { throw HTTPRefusal.notFound }
        let name = facts.circle.everyone.first { $0.id == said.contact }?.fullName ?? ""
        return try visit.redirect(
            to: Path.patient(facts.patient.id) + "#consents",
            notice: Notice(
                "The answer of \(name) is written down.",
                said.granted ? "What is planned from now on goes by it." : "Nothing of that kind leaves from now on."))
    }

    private static func respond(_ facts: Facts, _ form: AnswerForm, _ visit: Visit, status: Int = 200) throws
        -> Response
    {
        let page = visit.page("patients/answer.html")
        let fields = visit.fields(problems: form.problems)
        page.text("title", "What was said for \(facts.patient.fullName)?")
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.patientAnswer(facts.patient.id))
        page.attribute("cancel", "href", Path.patient(facts.patient.id))
        form.fill(page, fields)
        return try visit.respond(page, in: visit.frame(facts.patient, "Write down an answer", status: status))
    }
}
