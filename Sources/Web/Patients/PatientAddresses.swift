import Campaigns
import Markup
import Storage

/// Where one person of a patient's circle is written to, and how that is put right.
enum PatientAddresses {
    private static let kinds: [ContactPoint.Kind] = [.email, .phone]

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let (facts, person) = try load(request, visit)
        let standing = try AddressDesk(visit.db, in: visit.clinicID).addresses(of: [person.id])
        return try respond(facts, person, AddressForm(kinds, standing, visit.times), visit)
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let (facts, person) = try load(request, visit)
        let desk = AddressDesk(visit.db, in: visit.clinicID)
        let before = try desk.addresses(of: [person.id])
        var (form, wishes) = try AddressForm.read(
            request, kinds, before, IntakeContext(of: facts.clinic, at: visit.now), visit.times)
        guard form.problems.isEmpty else { return try respond(facts, person, form, visit, status: 422) }
        switch try desk.correct(wishes, of: person.id, about: facts.patient.id, by: visit.staff.id, at: visit.now) {
        case .corrected(let changed):
            return try visit.redirect(
                to: Path.patient(facts.patient.id) + "#receivers",
                notice: notice(changed, before, person, facts.patient))
        case .refused(let obstacles):
            form.take(obstacles, try desk.addresses(of: [person.id]))
            return try respond(facts, person, form, visit, status: AddressForm.status(obstacles))
        case .gone: throw HTTPRefusal.notFound
        }
    }

    /// What the booking system told last counts again.
    static func takeBack(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        let (facts, person) = try load(request, visit)
        guard let kind = ContactPoint.Kind(rawValue: try request.word("kind")), kinds.contains(kind) else {
            throw HTTPRefusal.notFound
        }
        let isTaken = try AddressDesk(visit.db, in: visit.clinicID).takeBack(
            kind, of: person.id, about: facts.patient.id, by: visit.staff.id, at: visit.now)
        return try visit.redirect(
            to: Path.patient(facts.patient.id) + "#receivers",
            notice: isTaken
                ? Notice("What the booking system tells of \(person.fullName) counts again.")
                : Notice("Nothing was corrected there.", tone: .warn))
    }

    private static func load(_ request: Request, _ visit: Visit) throws -> (facts: Facts, person: Contact) {
        let facts = try visit.patient(request)
        let id: ID<Contact> = try request.id("contact")
        guard let person = facts.circle.everyone.first(where: { $0.id == id }) else { throw HTTPRefusal.notFound }
        return (facts, person)
    }

    private static func notice(
        _ changed: [ContactPoint.Kind], _ before: [StandingAddress], _ person: Contact, _ patient: Patient
    ) -> Notice {
        guard let first = changed.first else { return Notice("Nothing was changed.", tone: .warn) }
        let wasCorrected = before.contains { $0.point.kind == first && $0.correction != nil }
        let isOne = changed.count == 1
        return Notice(
            isOne
                ? "The \(AddressWords.name(first)) of \(person.fullName) is corrected."
                : "The addresses of \(person.fullName) are corrected.",
            "What is still to come goes there. It stands until the booking system tells another: correct it there too.",
            undo: isOne && !wasCorrected
                ? Notice.Undo(path: Path.addressBack(person.id, of: patient.id, first), label: "Undo") : nil)
    }

    private static func respond(
        _ facts: Facts, _ person: Contact, _ form: AddressForm, _ visit: Visit, status: Int = 200
    ) throws -> Response {
        let page = visit.page("patients/address.html")
        let fields = visit.fields(problems: form.problems)
        fields.fillErrors(page)
        page.text("title", "Where \(person.fullName) is reached")
        visit.fill(of: page, postingTo: Path.addresses(person.id, of: facts.patient.id))
        page.attribute("cancel", "href", Path.patient(facts.patient.id))
        form.fill(page, fields)
        let corrected = form.standing.filter { $0.correction != nil }
        page.keep("corrected", if: !corrected.isEmpty)
        page.each("back", corrected) { row, standing in
            let kind = standing.point.kind
            visit.fill(form: "back", of: row, postingTo: Path.addressBack(person.id, of: facts.patient.id, kind))
            row.text("back-words", AddressWords.correction(of: standing, visit.times) ?? "")
            row.text("back-button", "Take the \(AddressWords.name(kind)) of the booking system")
        }
        return try visit.respond(page, in: visit.frame(facts.patient, "Correct an address", status: status))
    }
}
