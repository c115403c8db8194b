import Campaigns
import CivilTime
import MariaDB

/// Gathers rows of several tables into the facts of each patient.
struct FactsBook {
    let clinic: Clinic
    private var patients: [ID<Patient>: Patient] = [:]
    private var own: [ID<Patient>: Contact] = [:]
    private var members: [ID<Patient>: [Circle.Member]] = [:]
    private var appointments: [ID<Patient>: [Appointment]] = [:]
    private var treatments: [ID<Patient>: [Treatment]] = [:]
    private var invoices: [ID<Patient>: [Invoice]] = [:]
    private var lastMessages: [ID<Patient>: Instant] = [:]
    private var surveys: [ID<Patient>: SurveyAnswer] = [:]
    private var invitations: [ID<Contact>: Instant] = [:]
    private var answers: [ID<Contact>: [(Consents.Key, Consents.Answer)]] = [:]
    private var suppressions: [ID<ContactPoint>: Consents.SuppressionScope] = [:]
    private(set) var contactIDs: Set<ID<Contact>> = []
    private(set) var pointIDs: Set<ID<ContactPoint>> = []

    init(clinic: Clinic) { self.clinic = clinic }

    mutating func addPatient(_ row: Row) {
        let patient = PatientRow.decode(row)
        patients[patient.id] = patient
    }

    mutating func addTag(_ row: Row) { patients[row.id("patient_id")]?.tags.insert(row.text("tag")) }

    mutating func addContact(_ row: Row) {
        let contact = ContactRow.decodeWhole(row)
        let patient: ID<Patient> = row.id("patient_id")
        contactIDs.insert(contact.id)
        pointIDs.formUnion(contact.points.map(\.id))
        let relation: Relation = row.choice("relation")
        guard relation != .own else {
            own[patient] = contact
            return
        }
        members[patient, default: []].append(
            Circle.Member(
                contact: contact, relation: relation, receivesCare: row.bool("receives_care"),
                receivesMarketing: row.bool("receives_marketing")))
    }

    mutating func addAppointment(_ row: Row) {
        appointments[row.id("patient_id"), default: []].append(AppointmentRow.decode(row))
    }

    mutating func addTreatment(_ row: Row) {
        treatments[row.id("patient_id"), default: []].append(TreatmentRow.decode(row))
    }

    mutating func addInvoice(_ row: Row) {
        invoices[row.id("patient_id"), default: []].append(
            Invoice(
                id: row.id("id"), externalID: row.text("external_id"), patientID: row.id("patient_id"),
                amountCents: row.int("amount_cents"), currency: row.text("currency"), dueOn: row.date("due_on"),
                paidCents: row.int("paid_cents"), status: row.choice("status")))
    }

    mutating func addLastMessage(_ row: Row) { lastMessages[row.id("patient_id")] = row.instant("sent_at") }

    /// A later one takes the place of those before.
    mutating func addSurvey(_ row: Row) {
        surveys[row.id("patient_id")] = SurveyAnswer(
            EventRow.data(row.optionalText("data")), answeredAt: row.instant("occurred_at"))
    }

    mutating func addInvitation(_ row: Row) { invitations[row.id("contact_id")] = row.instant("invited_at") }

    mutating func addConsent(_ row: Row) {
        let contact: ID<Contact> = row.id("contact_id")
        let key = Consents.Key(contact: contact, subject: row.choice("purpose"), channel: row.choice("channel"))
        let answer = Consents.Answer(
            granted: row.bool("granted"), at: row.instant("given_at"), source: row.choice("source"))
        answers[contact, default: []].append((key, answer))
    }

    mutating func addSuppression(_ row: Row) {
        let point: ID<ContactPoint> = row.id("contact_point_id")
        if suppressions[point] != .all { suppressions[point] = row.choice("scope") }
    }

    func facts() -> [ID<Patient>: Facts] {
        patients.compactMapValues { patient in
            guard let contact = own[patient.id] else { return nil }
            // In a fixed order: of two people at one address the first is the one who receives.
            let others = (members[patient.id] ?? []).sorted { $0.contact.id < $1.contact.id }
            let circle = Circle(own: contact, members: others)
            var facts = Facts(
                clinic: clinic, patient: patient, circle: circle, consents: consents(of: circle),
                appointments: appointments[patient.id] ?? [], treatments: treatments[patient.id] ?? [],
                invoices: invoices[patient.id] ?? [], lastMessageAt: lastMessages[patient.id], anchor: Anchor(),
                eventAt: nil)
            facts.lastSurvey = surveys[patient.id]
            facts.lastSurveyInvitationAt = circle.everyone.compactMap { invitations[$0.id] }.max()
            return facts
        }
    }

    private func consents(of circle: Circle) -> Consents {
        var consents = Consents()
        for contact in circle.everyone {
            for (key, answer) in answers[contact.id] ?? [] { consents.record(answer, for: key) }
            for point in contact.points.map(\.id) {
                if let scope = suppressions[point] { consents.suppress(point, scope: scope) }
            }
        }
        return consents
    }
}
