import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport

/// Writes patients and all that a rule can ask about into an invented clinic, and asks both evaluators.
struct AudienceClinic {
    let db: Database
    let clinic: Clinic
    private(set) var patients: [ID<Patient>] = []

    init(_ db: Database, zone: String = "America/Chicago") throws {
        self.db = db
        let id = try SampleRows(db).clinic()
        _ = try db.run("UPDATE clinic SET zone = ? WHERE id = ?", [.text(zone), .int(id.rawValue)])
        guard let clinic = try ClinicStore(db).clinic(id) else { preconditionFailure("the clinic is gone") }
        self.clinic = clinic
    }

    private var id: Value { .int(clinic.id.rawValue) }

    private static let made = Value.timestamp(SampleRows.made.microseconds)

    struct Person {
        var birthDate: String?
        var sex = "U"
        var status = "active"
        var registeredAt: Instant?
        var intakeForm: String?
        var preferredChannel: String?
        var tags: [String] = []
        var contact = Reach()
    }

    /// How a contact is reached.
    struct Reach {
        var language: String?
        var zone: String?
        var email: String?
        var phone: String?
    }

    mutating func patient(_ person: Person) throws -> ID<Patient> {
        let contact = try self.contact(person.contact)
        let patient = ID<Patient>(
            try db.run(
                """
                INSERT INTO patient (clinic_id, external_id, contact_id, first_name, last_name, birth_date, sex, status,
                    registered_at, intake_form, preferred_channel, created_at, updated_at)
                VALUES (?, ?, ?, 'Robin', 'Winter', ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    id, .text("P-\(patients.count + 1)"), .int(contact.rawValue), .text(person.birthDate),
                    .text(person.sex), .text(person.status), .timestamp(person.registeredAt?.microseconds),
                    .text(person.intakeForm), .text(person.preferredChannel), Self.made, Self.made,
                ]
            ).lastID)
        for tag in person.tags {
            _ = try db.run(
                """
                INSERT INTO patient_tag (clinic_id, patient_id, tag) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE tag = tag
                """, [id, .int(patient.rawValue), .text(tag)])
        }
        patients.append(patient)
        return patient
    }

    func contact(_ reach: Reach) throws -> ID<Contact> {
        let contact = try db.run(
            """
            INSERT INTO contact (clinic_id, first_name, last_name, language, zone, created_at, updated_at)
            VALUES (?, 'Robin', 'Winter', ?, ?, ?, ?)
            """, [id, .text(reach.language), .text(reach.zone), Self.made, Self.made]
        ).lastID
        for (kind, address) in [("email", reach.email), ("phone", reach.phone)] {
            guard let address else { continue }
            _ = try db.run(
                "INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id) VALUES (?, ?, ?, ?)",
                [id, .int(contact), .text(kind), .int(try point(kind, address))])
        }
        return ID(contact)
    }

    private func point(_ kind: String, _ address: String) throws -> Int64 {
        try db.run(
            """
            INSERT INTO contact_point (clinic_id, kind, address, created_at) VALUES (?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
            """, [id, .text(kind), .text(address), Self.made]
        ).lastID
    }

    func ownContact(of patient: ID<Patient>) throws -> ID<Contact> {
        ID(try db.row("SELECT contact_id FROM patient WHERE id = ?", [.int(patient.rawValue)])?.int("contact_id") ?? 0)
    }

    func link(_ contact: ID<Contact>, to patient: ID<Patient>, care: Bool, marketing: Bool) throws {
        _ = try db.run(
            """
            INSERT INTO patient_contact (clinic_id, patient_id, contact_id, relation, receives_care, receives_marketing)
            VALUES (?, ?, ?, 'parent', ?, ?)
            """, [id, .int(patient.rawValue), .int(contact.rawValue), .bool(care), .bool(marketing)])
    }

    func consent(
        _ contact: ID<Contact>, _ purpose: String, _ channel: String, _ granted: Bool, at: Instant,
        source: String = "intake"
    ) throws {
        _ = try db.run(
            """
            INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id
            """,
            [
                id, .int(contact.rawValue), .text(purpose), .text(channel), .bool(granted),
                .timestamp(at.microseconds), .text(source), Self.made,
            ])
    }

    func suppress(_ kind: String, _ address: String, scope: String) throws {
        _ = try db.run(
            "INSERT INTO suppression (clinic_id, contact_point_id, scope, cause, created_at) VALUES (?, ?, ?, 'staff', ?)",
            [id, .int(try point(kind, address)), .text(scope), Self.made])
    }

    func visit(_ patient: ID<Patient>, _ type: String, at start: Instant, _ status: String) throws {
        let number = try db.run(
            "INSERT INTO appointment_type (clinic_id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)",
            [id, .text(type)]
        ).lastID
        _ = try db.run(
            """
            INSERT INTO appointment (clinic_id, external_id, patient_id, type_id, starts_at, status, emitted_start,
                created_at, updated_at)
            SELECT ?, CONCAT('A-', COUNT(*) + 1), ?, ?, ?, ?, ?, ?, ? FROM appointment
            """,
            [
                id, .int(patient.rawValue), .int(number), .timestamp(start.microseconds), .text(status),
                .timestamp(start.microseconds), Self.made, Self.made,
            ])
    }

    struct Course {
        var type = "braces"
        var status = "active"
        var phase = ""
        var startedAt: Instant?
        var endedAt: Instant?
        var phaseStartedAt: Instant?
    }

    func treatment(_ patient: ID<Patient>, _ course: Course) throws {
        _ = try db.run(
            """
            INSERT INTO treatment (clinic_id, external_id, patient_id, type, status, phase, phase_started_at, started_at,
                ended_at, created_at, updated_at)
            SELECT ?, CONCAT('T-', COUNT(*) + 1), ?, ?, ?, ?, ?, ?, ?, ?, ? FROM treatment
            """,
            [
                id, .int(patient.rawValue), .text(course.type), .text(course.status), .text(course.phase),
                .timestamp(course.phaseStartedAt?.microseconds), .timestamp(course.startedAt?.microseconds),
                .timestamp(course.endedAt?.microseconds), Self.made, Self.made,
            ])
    }

    func invoice(_ patient: ID<Patient>, cents: Int64, paid: Int64 = 0, due: String, status: String = "open") throws {
        _ = try db.run(
            """
            INSERT INTO invoice (clinic_id, external_id, patient_id, amount_cents, currency, due_on, paid_cents, status,
                created_at, updated_at)
            SELECT ?, CONCAT('I-', COUNT(*) + 1), ?, ?, 'USD', ?, ?, ?, ?, ? FROM invoice
            """,
            [
                id, .int(patient.rawValue), .int(cents), .text(due), .int(paid), .text(status), Self.made, Self.made,
            ])
    }

    /// - Parameter data: as JSON; nil for an event that says nothing.
    func event(_ patient: ID<Patient>, _ type: EventType, _ data: String?, at time: Instant) throws {
        _ = try db.run(
            """
            INSERT INTO event (clinic_id, source_key, type, patient_id, occurred_at, received_at, data)
            SELECT ?, CONCAT('E-', COUNT(*) + 1), ?, ?, ?, ?, ? FROM event
            """,
            [
                id, .text(type.rawValue), .int(patient.rawValue), .timestamp(time.microseconds),
                .timestamp(time.microseconds), .text(data),
            ])
    }

    /// A message of a survey to a contact, that is on behalf of some patient.
    func invitation(to contact: ID<Contact>, by patient: ID<Patient>, _ phase: String, at time: Instant) throws {
        let survey =
            try SurveyStore(db).inUse(in: clinic.id)
            ?? SurveyStore(db).create(.standard, in: clinic.id, by: .program, at: SampleRows.made)
        let rows = SampleRows(db)
        let send = try rows.bareSend(of: rows.campaign(in: clinic.id), to: patient, in: clinic.id, phase, at: time)
        _ = try db.run(
            """
            INSERT INTO survey_invitation (clinic_id, send_id, survey_id, contact_id, invited_at) VALUES (?, ?, ?, ?, ?)
            """,
            [
                id, .int(send.rawValue), .int(survey.rawValue), .int(contact.rawValue), .timestamp(time.microseconds),
            ])
    }

    func facts() throws -> [ID<Patient>: Facts] { try FactsStore(db).facts(of: patients, in: clinic) }

    /// What both evaluators say of each patient, in the order of the patients.
    ///
    /// - Parameter facts: of all of them.
    func answers(to rule: Rule, _ facts: [ID<Patient>: Facts], at now: Instant) throws -> (swift: [Bool?], sql: [Bool?])
    {
        let store = AudienceStore(db)
        let yes = Set(try store.patients(in: Audience(rule: rule), of: clinic, at: now))
        let no = Set(try store.patients(in: Audience(rule: .not(rule)), of: clinic, at: now))
        let sql = patients.map { id -> Bool? in
            if yes.contains(id) { return no.contains(id) ? nil : true }
            return no.contains(id) ? false : nil
        }
        return (patients.map { id in facts[id].flatMap { rule.matches($0, at: now) } }, sql)
    }
}
