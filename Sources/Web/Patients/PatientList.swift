import Campaigns
import Markup
import PhoneNumbers
import Storage

/// The patients' section: a search, and before anybody has searched who comes next and who is new. Names are typed into
/// a POST, and stand in no address.
enum PatientList {
    static let most = 30

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let coming = try UpcomingStore(visit.db).patients(in: visit.clinicID, from: visit.now, visits: 20)
        let newest = try PatientSearch(visit.db, in: visit.clinicID, limit: 10).newest()
        let groups = [
            Group(title: "Who comes next", patients: coming),
            Group(title: "New at the clinic", patients: newest.filter { !coming.contains($0) }),
        ]
        return try respond(visit, typed: "", groups.filter { !$0.patients.isEmpty }, count: "")
    }

    static func search(_ request: Request, _ visit: Visit) throws -> Response {
        var form = try Form(request, names: ["name"])
        let typed = form.line("name", limit: 254)
        guard form.problems.isEmpty, !typed.isEmpty else { return .redirect(to: Path.patients) }
        let found = try find(typed, visit)
        let counted = Numbers.count(found.count, "patient", "patients")
        let group = Group(title: "Found", patients: found)
        return try respond(
            visit, typed: typed, found.isEmpty ? [] : [group],
            count: found.count == most ? "The first \(counted)" : counted)
    }

    /// By an e-mail address or a number where it is one, else by name.
    private static func find(_ typed: String, _ visit: Visit) throws -> [ID<Patient>] {
        let search = PatientSearch(visit.db, in: visit.clinicID, limit: most)
        if let email = EmailAddress.normalised(typed) { return try search.patients(reachedAt: email, .email) }
        let digits = typed.unicodeScalars.count { ("0"..."9").contains($0) }
        if digits >= leastDigits, let phone = PhoneNumber.e164(typed, region: try visit.clinic().region) {
            let reached = try search.patients(reachedAt: phone, .phone)
            if !reached.isEmpty { return reached }
        }
        return try search.patients(named: typed)
    }

    /// Fewer are no telephone number.
    private static let leastDigits = 7

    private struct Group {
        let title: String
        let patients: [ID<Patient>]
    }

    private static func respond(_ visit: Visit, typed: String, _ groups: [Group], count: String) throws -> Response {
        let facts = try FactsStore(visit.db).facts(
            of: Set(groups.flatMap(\.patients)), in: visit.clinic(), reading: [.visits])
        let page = visit.page("patients/list.html")
        visit.fill(of: page, postingTo: Path.patients)
        page.attribute("search", "value", typed)
        page.text("count", count)
        page.keep("table", if: !groups.isEmpty)
        page.each("part", groups) { row, group in
            row.text("part", group.title)
            row.each("patient", group.patients.compactMap { facts[$0] }) { row, facts in
                let words = PatientWords(facts: facts, times: visit.times)
                row.text("name", facts.patient.fullName)
                row.attribute("name", "href", Path.patient(facts.patient.id))
                row.text("about", words.about)
                row.text("visit", words.nextVisit)
                row.text("contacts", words.receivers)
            }
        }
        page.keep("nothing-found", if: groups.isEmpty && !typed.isEmpty)
        page.keep("empty", if: groups.isEmpty && typed.isEmpty)
        return try visit.respond(page, in: Frame(title: Noun.patients.name, noun: .patients))
    }
}
