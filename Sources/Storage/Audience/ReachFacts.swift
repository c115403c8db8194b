import Campaigns
import CivilTime
import MariaDB

enum ReachSQL: String, CaseIterable {
    /// One row per answer of a contact of a list to one of two questions.
    case answers = """
        SELECT STRAIGHT_JOIN k.contact_id, k.purpose, k.channel, k.granted, k.given_at, k.source
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN consent k FORCE INDEX (clinic_id) ON k.clinic_id = ? AND k.contact_id = ids.id AND k.purpose IN (?, ?)
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

/// What the sender's questions about permission ask of very many patients: read in as few rows as can be.
struct ReachFacts {
    private let db: Database
    private let clinic: Clinic
    private let purpose: Purpose
    private let now: Instant
    private let suppressed: [ID<ContactPoint>: Consents.SuppressionScope]
    private var patientDays: [ID<Patient>: [CivilDate]] = [:]
    private var pointDays: [ID<ContactPoint>: [CivilDate]] = [:]

    /// Reads what concerns the clinic as a whole.
    init(_ db: Database, of clinic: Clinic, for purpose: Purpose, at now: Instant) throws {
        self.db = db
        self.clinic = clinic
        self.purpose = purpose
        self.now = now
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
        let facts = try NamelessFacts(db).facts(of: ids, in: clinic, at: now)
        let answers = try answers(of: Set(facts.flatMap { $0.circle.everyone.map(\.id) }))
        return facts.map { question(terms, $0, answers) }
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

    private func question(_ terms: Terms, _ facts: Facts, _ answers: Answers) -> AudienceQuestion {
        var facts = facts
        var days: [ID<ContactPoint>: [CivilDate]] = [:]
        for contact in facts.circle.everyone {
            for (key, answer) in answers[contact.id] ?? [] { facts.consents.record(answer, for: key) }
            for point in contact.points.map(\.id) {
                if let scope = suppressed[point] { facts.consents.suppress(point, scope: scope) }
                days[point] = pointDays[point]
            }
        }
        return AudienceQuestion(
            terms: terms, facts: facts, patientMarketingDays: patientDays[facts.patient.id] ?? [],
            pointMarketingDays: days)
    }
}
