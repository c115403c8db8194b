import Campaigns
import CivilTime
import MariaDB

/// Of whom, when and where an audience is asked.
struct AudienceScope {
    let clinic: Clinic
    let now: Instant
    let words: ClinicWords
    /// Only patients after this id.
    var after: ID<Patient> = ID(0)
    /// And up to this one.
    var upTo: ID<Patient> = ID(.max)

    var today: CivilDate { clinic.day(at: now) }

    /// Whether `p` is in the set of patients that a SELECT over the clinic's rows of one table makes.
    ///
    /// - Parameter rows: `FROM … WHERE`'s condition apart: `FROM appointment a` with the column of the patient's id and
    ///   the alias whose `clinic_id` bounds it.
    func isAmong(_ rows: Rows, where condition: SQLCondition, having: SQLCondition? = nil) -> SQLCondition {
        let group = having.map { " GROUP BY \(rows.alias).patient_id HAVING \($0.text)" } ?? ""
        return SQLCondition(
            """
            (p.id IN (SELECT \(rows.alias).patient_id FROM \(rows.from) WHERE \(rows.alias).clinic_id = ? \
            AND \(rows.alias).patient_id > ? AND \(rows.alias).patient_id <= ? AND \(condition.text)\(group))) IS TRUE
            """,
            rows.values + [.id(clinic.id), .id(after), .id(upTo)] + condition.values + (having?.values ?? []),
            cost: rows.cost)
    }

    /// The rows of a table that belong to patients.
    struct Rows {
        let from: String
        let alias: String
        let cost: SQLCondition.Cost
        /// Bound before the others.
        var values: [Value] = []

        static let tags = Rows(from: "patient_tag g", alias: "g", cost: .small)
        static let visits = Rows(from: "appointment a FORCE INDEX (appointment_state)", alias: "a", cost: .visits)
        static let treatments = Rows(from: "treatment t", alias: "t", cost: .small)
        static let invoices = Rows(from: "invoice i FORCE INDEX (invoice_open)", alias: "i", cost: .small)
        static let surveys = Rows(from: "event e FORCE INDEX (event_of_patient)", alias: "e", cost: .small)
        /// One row per invitation to a survey and patient for whom its contact may receive.
        static func invitations(_ clinic: ID<Clinic>) -> Rows {
            let left = """
                survey_invitation i FORCE INDEX (survey_invitation_contact)
                JOIN send s ON s.id = i.send_id AND s.phase IN ('WIRE', 'UNKNOWN', 'SENT', 'DELIVERED')
                """
            return Rows(
                from: """
                    (SELECT STRAIGHT_JOIN i.clinic_id, o.id AS patient_id, i.invited_at FROM \(left)
                     JOIN patient o FORCE INDEX (clinic_id_5) ON o.clinic_id = i.clinic_id AND o.contact_id = i.contact_id WHERE i.clinic_id = ?
                     UNION ALL
                     SELECT STRAIGHT_JOIN i.clinic_id, m.patient_id, i.invited_at FROM \(left)
                     JOIN patient_contact m FORCE INDEX (clinic_id) ON m.clinic_id = i.clinic_id AND m.contact_id = i.contact_id
                     WHERE i.clinic_id = ?) v
                    """, alias: "v", cost: .history, values: [.id(clinic), .id(clinic)])
        }
        static let sends = Rows(from: "send s FORCE INDEX (send_patient)", alias: "s", cost: .history)
    }

    /// Whether an instant's day in the clinic lies in the span; never true for NULL.
    func instant(_ column: String, in span: DateSpan) -> SQLCondition {
        span.storable.map { between(column, $0, start) } ?? .no
    }

    /// The contrary; never true for NULL either.
    func instant(_ column: String, outside span: DateSpan) -> SQLCondition {
        span.storable.map { apart(column, $0, start) } ?? SQLCondition("\(column) IS NOT NULL")
    }

    /// The same of a DATE.
    func day(_ column: String, in span: DateSpan) -> SQLCondition {
        span.storable.map { between(column, $0, Value.date) } ?? .no
    }

    func day(_ column: String, outside span: DateSpan) -> SQLCondition {
        span.storable.map { apart(column, $0, Value.date) } ?? SQLCondition("\(column) IS NOT NULL")
    }

    /// When a day begins on the clinic's clocks.
    private func start(_ day: CivilDate) -> Value {
        .instant(clinic.zone.instant(of: day.at(ClockTime(minutes: 0))))
    }

    private func between(_ column: String, _ span: DateSpan, _ value: (CivilDate) -> Value) -> SQLCondition {
        let from = span.from.map { SQLCondition("\(column) >= ?", [value($0)]) }
        let until = span.until.map { SQLCondition("\(column) < ?", [value($0)]) }
        return .all([SQLCondition("\(column) IS NOT NULL")] + [from, until].compactMap(\.self))
    }

    private func apart(_ column: String, _ span: DateSpan, _ value: (CivilDate) -> Value) -> SQLCondition {
        let before = span.from.map { SQLCondition("\(column) < ?", [value($0)]) }
        let after = span.until.map { SQLCondition("\(column) >= ?", [value($0)]) }
        return .any([before, after].compactMap(\.self))
    }
}

extension DateSpan {
    /// As far as MariaDB's DATETIME reaches, which in every zone holds the beginnings of the days of these years; nil when
    /// it lies beyond.
    fileprivate var storable: DateSpan? {
        let years = 1001...9998
        if let until, until.year < years.lowerBound { return nil }
        if let from, from.year > years.upperBound { return nil }
        return DateSpan(
            from: from.flatMap { years.contains($0.year) ? $0 : nil },
            until: until.flatMap { years.contains($0.year) ? $0 : nil })
    }
}
