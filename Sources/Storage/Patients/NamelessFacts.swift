import Campaigns
import CivilTime
import MariaDB

enum NamelessSQL: String, CaseIterable {
    /// One row per patient of a list, with the addresses of the patient as a contact.
    case own = """
        SELECT STRAIGHT_JOIN p.id, p.status, p.birth_date, p.contact_id, c.zone, e.contact_point_id AS email,
               f.contact_point_id AS phone, i.contact_point_id AS inbox, d.contact_point_id AS push
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient p FORCE INDEX (patient_audience) ON p.clinic_id = ? AND p.id = ids.id
        JOIN contact c ON c.clinic_id = p.clinic_id AND c.id = p.contact_id
        LEFT JOIN contact_address e FORCE INDEX (PRIMARY)
            ON e.clinic_id = c.clinic_id AND e.contact_id = c.id AND e.kind = 'email'
        LEFT JOIN contact_address f FORCE INDEX (PRIMARY)
            ON f.clinic_id = c.clinic_id AND f.contact_id = c.id AND f.kind = 'phone'
        LEFT JOIN contact_address i FORCE INDEX (PRIMARY)
            ON i.clinic_id = c.clinic_id AND i.contact_id = c.id AND i.kind = 'inbox'
        LEFT JOIN contact_address d FORCE INDEX (PRIMARY)
            ON d.clinic_id = c.clinic_id AND d.contact_id = c.id AND d.kind = 'push'
        """
    /// One row per person linked to a patient of a list.
    case others = """
        SELECT STRAIGHT_JOIN m.patient_id, m.contact_id, m.relation, m.receives_care, m.receives_marketing, c.zone,
               e.contact_point_id AS email, f.contact_point_id AS phone, i.contact_point_id AS inbox,
               d.contact_point_id AS push
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient_contact m ON m.clinic_id = ? AND m.patient_id = ids.id
        JOIN contact c ON c.clinic_id = m.clinic_id AND c.id = m.contact_id
        LEFT JOIN contact_address e FORCE INDEX (PRIMARY)
            ON e.clinic_id = c.clinic_id AND e.contact_id = c.id AND e.kind = 'email'
        LEFT JOIN contact_address f FORCE INDEX (PRIMARY)
            ON f.clinic_id = c.clinic_id AND f.contact_id = c.id AND f.kind = 'phone'
        LEFT JOIN contact_address i FORCE INDEX (PRIMARY)
            ON i.clinic_id = c.clinic_id AND i.contact_id = c.id AND i.kind = 'inbox'
        LEFT JOIN contact_address d FORCE INDEX (PRIMARY)
            ON d.clinic_id = c.clinic_id AND d.contact_id = c.id AND d.kind = 'push'
        """
}

/// Of very many patients who receives for them and when: all that planning by time alone asks. Nobody has a name here, no
/// address its text, nothing else was read.
public struct NamelessFacts {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The facts of each patient of `clinic` that exists, without an anchor, in the order of their ids. An adult is alone
    /// in them: nobody else receives for one, nor will ever again.
    public func facts(of patients: some Collection<ID<Patient>>, in clinic: Clinic, at now: Instant) throws -> [Facts] {
        let rows = try db.rows(NamelessSQL.own.rawValue, [.ids(patients), .id(clinic.id)])
        let comingOfAge = CivilDate.latestBirth(ofAge: clinic.ageOfMajority, on: clinic.day(at: now))
        let minors = rows.filter { row in row.optionalDate("birth_date").map { $0 > comingOfAge } ?? false }
        let members = try members(of: minors.map { $0.id("id") }, in: clinic)
        return rows.map { Self.facts(of: $0, members[$0.id("id")] ?? [], in: clinic) }
            .sorted { $0.patient.id < $1.patient.id }
    }

    private func members(of patients: [ID<Patient>], in clinic: Clinic) throws -> [ID<Patient>: [Circle.Member]] {
        guard !patients.isEmpty else { return [:] }
        var members: [ID<Patient>: [Circle.Member]] = [:]
        for row in try db.rows(NamelessSQL.others.rawValue, [.ids(patients), .id(clinic.id)]) {
            members[row.id("patient_id"), default: []].append(
                Circle.Member(
                    contact: Self.contact(row), relation: row.choice("relation"),
                    receivesCare: row.bool("receives_care"), receivesMarketing: row.bool("receives_marketing")))
        }
        return members
    }

    private static func facts(of row: Row, _ members: [Circle.Member], in clinic: Clinic) -> Facts {
        let patient = Patient(
            id: row.id("id"), externalID: "", contactID: row.id("contact_id"), firstName: "", lastName: "",
            birthDate: row.optionalDate("birth_date"), sex: .unknown, status: row.choice("status"), registeredAt: nil,
            intakeForm: nil, preferredChannel: nil, tags: [])
        // In the order in which the sender knows them.
        let circle = Circle(own: contact(row), members: members.sorted { $0.contact.id < $1.contact.id })
        return Facts(
            clinic: clinic, patient: patient, circle: circle, consents: Consents(), appointments: [], treatments: [],
            invoices: [], anchor: Anchor(), eventAt: nil)
    }

    private static func contact(_ row: Row) -> Contact {
        func point(_ kind: ContactPoint.Kind, _ column: String) -> ContactPoint? {
            row.optionalID(column).map { ContactPoint(id: $0, kind: kind, address: "") }
        }
        var contact = Contact(
            id: row.id("contact_id"), externalID: nil, firstName: "", lastName: "", language: nil,
            zone: row.optionalZone("zone"), email: point(.email, "email"), phone: point(.phone, "phone"))
        contact.inbox = point(.inbox, "inbox")
        contact.push = point(.push, "push")
        return contact
    }
}
