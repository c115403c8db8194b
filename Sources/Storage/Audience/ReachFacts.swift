import Campaigns
import CivilTime
import MariaDB

enum ReachSQL: String, CaseIterable {
    /// One row per patient of a list, with the addresses of the patient as a contact.
    case own = """
        SELECT STRAIGHT_JOIN p.id, p.status, p.birth_date, p.contact_id, c.zone, e.contact_point_id AS email,
               f.contact_point_id AS phone
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient p FORCE INDEX (patient_audience) ON p.clinic_id = ? AND p.id = ids.id
        JOIN contact c ON c.clinic_id = p.clinic_id AND c.id = p.contact_id
        LEFT JOIN contact_address e ON e.clinic_id = c.clinic_id AND e.contact_id = c.id AND e.kind = 'email'
        LEFT JOIN contact_address f ON f.clinic_id = c.clinic_id AND f.contact_id = c.id AND f.kind = 'phone'
        """
    /// One row per person linked to a patient of a list.
    case others = """
        SELECT STRAIGHT_JOIN m.patient_id, m.contact_id, m.relation, m.receives_care, m.receives_marketing, c.zone,
               e.contact_point_id AS email, f.contact_point_id AS phone
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient_contact m ON m.clinic_id = ? AND m.patient_id = ids.id
        JOIN contact c ON c.clinic_id = m.clinic_id AND c.id = m.contact_id
        LEFT JOIN contact_address e ON e.clinic_id = c.clinic_id AND e.contact_id = c.id AND e.kind = 'email'
        LEFT JOIN contact_address f ON f.clinic_id = c.clinic_id AND f.contact_id = c.id AND f.kind = 'phone'
        """
    /// One row per answer of a contact of a list to one of two questions.
    case answers = """
        SELECT STRAIGHT_JOIN k.contact_id, k.purpose, k.channel, k.granted, k.given_at, k.source
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN consent k ON k.clinic_id = ? AND k.contact_id = ids.id AND k.purpose IN (?, ?)
        """
    /// One row per suppression in force.
    case suppressions = "SELECT contact_point_id, scope FROM suppression WHERE clinic_id = ? AND lifted_at IS NULL"
    /// One row per marketing message of these days that counts for the cap.
    case counted = """
        SELECT STRAIGHT_JOIN s.patient_id, s.contact_point_id, s.planned_at
        FROM campaign c
        JOIN send s FORCE INDEX (send_campaign)
            ON s.clinic_id = c.clinic_id AND s.campaign_id = c.id AND s.planned_at >= ?
        WHERE c.clinic_id = ? AND c.is_marketing AND s.lane = 3 AND (s.phase IN ('WIRE', 'UNKNOWN', 'SENT', 'DELIVERED')
            OR (s.phase = 'FAILED' AND s.failure IN ('ambiguous', 'bounced')) OR (s.phase = 'READY' AND s.wires > 0))
        """
}

/// What the sender's questions about permission ask of very many patients, without their names: read in as few rows as
/// can be.
struct ReachFacts {
    private let db: Database
    private let clinic: Clinic
    private let purpose: Purpose
    private let suppressed: [ID<ContactPoint>: Consents.SuppressionScope]
    private var patientDays: [ID<Patient>: [CivilDate]] = [:]
    private var pointDays: [ID<ContactPoint>: [CivilDate]] = [:]

    /// Reads what concerns the clinic as a whole.
    init(_ db: Database, of clinic: Clinic, for purpose: Purpose, at now: Instant) throws {
        self.db = db
        self.clinic = clinic
        self.purpose = purpose
        let rows = try db.rows(ReachSQL.suppressions.rawValue, [.id(clinic.id)])
        suppressed = Dictionary(rows.map { ($0.id("contact_point_id"), $0.choice("scope")) }) {
            $0 == .all ? $0 : $1
        }
        guard purpose == .marketing, clinic.cap.messages > 0 else { return }
        let since = now.adding(hours: -24 * (clinic.cap.days + 1))
        for row in try db.rows(ReachSQL.counted.rawValue, [.instant(since), .id(clinic.id)]) {
            let day = clinic.day(at: row.instant("planned_at"))
            patientDays[row.id("patient_id"), default: []].append(day)
            guard let point: ID<ContactPoint> = row.optionalID("contact_point_id") else { continue }
            pointDays[point, default: []].append(day)
        }
    }

    /// One question for each of these patients that exists, in the order of the ids.
    func questions(_ terms: Terms, of ids: ArraySlice<ID<Patient>>) throws -> [AudienceQuestion] {
        let values: [Value] = [.ids(ids), .id(clinic.id)]
        var members: [ID<Patient>: [Circle.Member]] = [:]
        var contacts: Set<ID<Contact>> = []
        for row in try db.rows(ReachSQL.others.rawValue, values) {
            let contact = Self.contact(row, row.id("contact_id"))
            contacts.insert(contact.id)
            members[row.id("patient_id"), default: []].append(
                Circle.Member(
                    contact: contact, relation: row.choice("relation"), receivesCare: row.bool("receives_care"),
                    receivesMarketing: row.bool("receives_marketing")))
        }
        let own = try db.rows(ReachSQL.own.rawValue, values)
        contacts.formUnion(own.map { $0.id("contact_id") })
        let answers = try answers(of: contacts)
        let questions = own.map { question(terms, $0, members[$0.id("id")] ?? [], answers) }
        return questions.sorted { $0.facts.patient.id < $1.facts.patient.id }
    }

    private typealias Answers = [ID<Contact>: [(Consents.Key, Consents.Answer)]]

    private func answers(of contacts: Set<ID<Contact>>) throws -> Answers {
        let subjects: [Consents.Subject] = purpose == .marketing ? [.marketing, .marketing] : [.care, .reminder]
        var answers: Answers = [:]
        for row in try db.rows(
            ReachSQL.answers.rawValue, [.ids(contacts), .id(clinic.id)] + subjects.map { .choice($0) })
        {
            let contact: ID<Contact> = row.id("contact_id")
            let key = Consents.Key(contact: contact, subject: row.choice("purpose"), channel: row.choice("channel"))
            answers[contact, default: []].append(
                (
                    key,
                    Consents.Answer(
                        granted: row.bool("granted"), at: row.instant("given_at"), source: row.choice("source"))
                ))
        }
        return answers
    }

    private func question(_ terms: Terms, _ row: Row, _ members: [Circle.Member], _ answers: Answers)
        -> AudienceQuestion
    {
        let patient = Patient(
            id: row.id("id"), externalID: "", contactID: row.id("contact_id"), firstName: "", lastName: "",
            birthDate: row.optionalDate("birth_date"), sex: .unknown, status: row.choice("status"), registeredAt: nil,
            intakeForm: nil, preferredChannel: nil, tags: [])
        // In the order in which the sender knows them.
        let circle = Circle(
            own: Self.contact(row, patient.contactID), members: members.sorted { $0.contact.id < $1.contact.id })
        var consents = Consents()
        var days: [ID<ContactPoint>: [CivilDate]] = [:]
        for contact in circle.everyone {
            for (key, answer) in answers[contact.id] ?? [] { consents.record(answer, for: key) }
            for point in [contact.email?.id, contact.phone?.id].compactMap(\.self) {
                if let scope = suppressed[point] { consents.suppress(point, scope: scope) }
                days[point] = pointDays[point]
            }
        }
        let facts = Facts(
            clinic: clinic, patient: patient, circle: circle, consents: consents, appointments: [], treatments: [],
            invoices: [], anchor: Anchor(), eventAt: nil)
        return AudienceQuestion(
            terms: terms, facts: facts, patientMarketingDays: patientDays[patient.id] ?? [], pointMarketingDays: days)
    }

    private static func contact(_ row: Row, _ id: ID<Contact>) -> Contact {
        func point(_ kind: ContactPoint.Kind, _ column: String) -> ContactPoint? {
            row.optionalID(column).map { ContactPoint(id: $0, kind: kind, address: "") }
        }
        return Contact(
            id: id, externalID: nil, firstName: "", lastName: "", language: nil, zone: row.optionalZone("zone"),
            email: point(.email, "email"), phone: point(.phone, "phone"))
    }
}
