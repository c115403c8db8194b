import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

/// How MariaDB goes about an audience, on an empty clinic and on a large one whose statistics are stale.
@Suite struct AudiencePlanTests {
    private static let rule = """
        {"all":[{"field":"patient.status","op":"=","value":"active"},{"field":"patient.age","op":">=","value":18},
        {"field":"treatment.type","op":"=","value":"braces"},{"field":"treatment.status","op":"=","value":"active"},
        {"field":"patient.lastVisit","op":"before","value":{"months":-6}},
        {"field":"invoice.overdue","op":"=","value":0},{"field":"survey.score","op":">=","value":9},
        {"field":"consent.marketing.email","op":"=","value":true}]}
        """

    /// The own address, looked up at the very end for those who are left; who else receives at a guardian's address; a
    /// later survey of those who answered one; whether somebody who said yes also said no, and which was the latest.
    private static let lookups: Set = ["o", "f", "y", "l", "k"]

    @Test("every table is asked once, by an index, never row by row of the audience", arguments: [0, 20_000])
    func plan(patients: Int) throws {
        try withDatabase { db throws in
            let clinic = try AudienceClinic(db).clinic
            if patients > 0 { try Self.fill(db, clinic.id, patients) }
            let audience = Audience(rule: try Rule(json: JSON.parse(Array(Self.rule.utf8))))
            let scope = AudienceScope(
                clinic: clinic, now: SampleRows.instant("2027-03-14T15:00Z"),
                words: try .load(for: audience.fields, in: clinic.id, db))
            let question = AudienceStatement(audience, scope).count
            let plan = try db.rows("EXPLAIN " + question.text, question.values)
            #expect(plan.first?.optionalText("key") == "patient_audience")
            guard patients > 0 else { return }
            let rowByRow = plan.filter { $0.text("select_type") == "DEPENDENT SUBQUERY" }
                .map { $0.optionalText("table") ?? "" }
            #expect(Self.lookups.isSuperset(of: rowByRow), "\(rowByRow) are asked for each patient")
            // A minor's guardians and the patients themselves: each at most no and the latest, never yes.
            #expect(rowByRow.count { $0 == "k" } <= 4)
        }
    }

    /// Visits, treatments, invoices and answers of very many patients, made by the server itself.
    private static func fill(_ db: Database, _ clinic: ID<Clinic>, _ patients: Int) throws {
        let id = Value.int(clinic.rawValue)
        let statements = [
            """
            INSERT INTO contact (id, clinic_id, first_name, last_name, created_at, updated_at)
            SELECT seq, ?, 'Robin', 'Winter', '2027-01-01', '2027-01-01' FROM seq_1_to_\(patients)
            """,
            """
            INSERT INTO patient (id, clinic_id, external_id, contact_id, first_name, last_name, birth_date, created_at,
                updated_at)
            SELECT seq, ?, seq, seq, 'Robin', 'Winter', DATE_ADD('1960-01-01', INTERVAL seq DAY), '2027-01-01', '2027-01-01'
            FROM seq_1_to_\(patients)
            """,
            "INSERT INTO appointment_type (id, clinic_id, name) VALUES (1, ?, 'Recall')",
            """
            INSERT INTO appointment (clinic_id, external_id, patient_id, type_id, starts_at, status, emitted_start,
                created_at, updated_at)
            SELECT ?, seq, seq, 1, '2026-01-01', 'completed', '2026-01-01', '2027-01-01', '2027-01-01'
            FROM seq_1_to_\(patients)
            """,
            """
            INSERT INTO treatment (clinic_id, external_id, patient_id, type, status, created_at, updated_at)
            SELECT ?, seq, seq, 'braces', 'active', '2027-01-01', '2027-01-01' FROM seq_1_to_\(patients)
            """,
            """
            INSERT INTO invoice (clinic_id, external_id, patient_id, amount_cents, currency, due_on, status, created_at,
                updated_at)
            SELECT ?, seq, seq, 100, 'USD', '2027-01-01', 'open', '2027-01-01', '2027-01-01' FROM seq_1_to_\(patients)
            """,
            """
            INSERT INTO event (clinic_id, source_key, type, patient_id, occurred_at, received_at, data)
            SELECT ?, seq, 'SURVEY_ANSWERED', seq, '2027-01-01', '2027-01-01', '{"score":9}' FROM seq_1_to_\(patients)
            """,
            """
            INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
            SELECT ?, seq, 'marketing', 'EMAIL', TRUE, '2027-01-01', 'intake', '2027-01-01' FROM seq_1_to_\(patients)
            """,
        ]
        for statement in statements { _ = try db.run(statement, [id]) }
    }
}
