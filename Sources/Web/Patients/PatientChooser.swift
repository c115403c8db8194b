import Campaigns
import Markup
import Storage

/// The page on which staff choose whose message they want to see. Names are typed into a POST, and stand in no address.
struct PatientChooser {
    let visit: Visit
    /// What it is for, in a sentence.
    let lead: String
    /// Where the search is posted.
    let path: String
    let frame: Frame
    /// Where a chosen patient leads.
    let target: (ID<Patient>) -> String

    static let most = 20

    /// Those who come next.
    func show() throws -> Response {
        let patients = try UpcomingStore(visit.db).patients(in: visit.clinicID, from: visit.now, visits: Self.most)
        return try respond(typed: "", patients: patients, count: patients.isEmpty ? "" : "Who comes next")
    }

    func search(_ request: Request) throws -> Response {
        var form = try Form(request, names: ["name"])
        let typed = form.line("name", limit: 120)
        guard form.problems.isEmpty, !typed.isEmpty else { return try show() }
        let found = try PatientSearch(visit.db, in: visit.clinicID, limit: Self.most).patients(named: typed)
        let count = Numbers.count(found.count, "patient", "patients")
        return try respond(
            typed: typed, patients: found, count: found.count == Self.most ? "The first \(count)" : count)
    }

    private func respond(typed: String, patients: [ID<Patient>], count: String) throws -> Response {
        let clinic = try visit.clinic()
        let facts = try FactsStore(visit.db).facts(of: patients, in: clinic)
        let page = visit.page("patients/choose.html")
        page.text("lead", lead)
        visit.fill(of: page, postingTo: path)
        page.attribute("search", "value", typed)
        page.text("count", count)
        page.keep("table", if: !patients.isEmpty)
        page.each("patient", patients.compactMap { facts[$0] }) { row, facts in
            let words = PatientWords(facts: facts, times: visit.times)
            row.text("name", facts.patient.fullName)
            row.text("about", words.about)
            row.text("visit", words.nextVisit)
            row.text("contacts", words.receivers)
            row.attribute("choose", "href", target(facts.patient.id))
            row.text("chosen", " \(facts.patient.fullName)")
        }
        page.keep("nothing", if: patients.isEmpty)
        page.text("nothing-title", typed.isEmpty ? "Search by name" : "Nobody of that name")
        page.text("nothing", "Try the beginning of the first or last name.")
        return try visit.respond(page, in: frame)
    }
}
