import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

/// What people say at the desk.
@Suite struct ConsentDeskTests {
    private let now = SampleRows.instant("2027-03-08T16:00Z")

    private struct Sample {
        let rows: SampleRows
        let clinic: ID<Clinic>
        let patient: ID<Patient>
        let contact: ID<Contact>
        let staff: ID<Staff>
    }

    private func with(_ body: (Sample) throws -> Void) throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let patient = try rows.patient("P-1", in: clinic)
            let staff = try StaffStore(db).add(
                name: "Ana Ruiz", email: "ana@desk.example", passwordHash: "none", role: .frontDesk, in: clinic, at: now
            )!
            let contact: ID<Contact> = try #require(
                try db.row("SELECT contact_id FROM patient WHERE id = ?", [.int(patient.rawValue)])
            ).id("contact_id")
            try body(Sample(rows: rows, clinic: clinic, patient: patient, contact: contact, staff: staff))
        }
    }

    private func said(_ granted: Bool, _ sample: Sample, wording: String = "May we write? Yes.") -> ConsentDesk.Said {
        ConsentDesk.Said(
            contact: sample.contact, subjects: [.marketing], channels: [.email, .sms], granted: granted, at: now,
            how: "at the desk", wording: wording)
    }

    private func record(_ said: ConsentDesk.Said, _ sample: Sample, afterMinutes minutes: Int = 0) throws -> Bool {
        var said = said
        said.at = now.adding(minutes: minutes)
        return try ConsentDesk(sample.rows.db).record(
            said, about: sample.patient, in: sample.clinic, by: sample.staff, at: now.adding(minutes: minutes))
    }

    @Test("an answer is one row for each purpose and channel, with its proof and who wrote it down, and one deed")
    func recorded() throws {
        try with { sample in
            #expect(try record(said(true, sample), sample))
            let answers = try ConsentProof(sample.rows.db).answers(of: [sample.contact], in: sample.clinic)
            #expect(Set(answers.map(\.key.channel)) == [.email, .sms])
            #expect(answers.allSatisfy { $0.answer.granted && $0.answer.source == .staff && $0.answer.at == now })
            #expect(answers.allSatisfy { $0.how == "at the desk" && $0.staff == "Ana Ruiz" })
            #expect(answers.first?.wording == "May we write? Yes.")
            #expect(
                try sample.rows.count(
                    "audit_log", where: "verb = 'record' AND noun = 'patient' AND data NOT LIKE '%write%'") == 1)
        }
    }

    @Test("the same form sent twice says one thing; another answer, or the same a day later, is said anew")
    func twice() throws {
        try with { sample throws in
            for minutes in [0, 1, 9] { #expect(try record(said(true, sample), sample, afterMinutes: minutes)) }
            #expect(try sample.rows.count("consent") == 2)
            #expect(try sample.rows.count("audit_log") == 1)
            #expect(try record(said(false, sample), sample, afterMinutes: 9))
            #expect(try sample.rows.count("consent") == 4)
            #expect(try record(said(true, sample), sample, afterMinutes: 1_440))
            #expect(try sample.rows.count("consent") == 6)
        }
    }

    @Test("somebody who is none of the patient's people is refused, and so is another clinic's patient")
    func strangers() throws {
        try with { sample in
            let other = try sample.rows.patient("P-2", in: sample.clinic, email: "other@patients.example")
            let desk = ConsentDesk(sample.rows.db)
            #expect(
                try !desk.record(said(true, sample), about: other, in: sample.clinic, by: sample.staff, at: now))
            let elsewhere = try sample.rows.clinic("Elsewhere")
            #expect(
                try !desk.record(said(true, sample), about: sample.patient, in: elsewhere, by: sample.staff, at: now))
            #expect(try sample.rows.count("consent") == 0)
        }
    }

    @Test(
        "a yes to offers by e-mail opens an address that was unsubscribed, and nothing else opens any",
        arguments: [
            ("marketing", "unsubscribe", true, true), ("marketing", "staff", true, true),
            ("marketing", "unsubscribe", false, false), ("all", "opt_out", true, false),
            ("all", "bad_address", true, false),
        ])
    func reopened(scope: String, cause: String, granted: Bool, isOpened: Bool) throws {
        try with { sample in
            _ = try sample.rows.db.run(
                """
                INSERT INTO suppression (clinic_id, contact_point_id, scope, cause, created_at)
                SELECT clinic_id, contact_point_id, ?, ?, ? FROM contact_address
                """, [.text(scope), .text(cause), .timestamp(now.microseconds)])
            #expect(try record(said(granted, sample), sample))
            #expect(try sample.rows.count("suppression", where: "lifted_at IS NOT NULL") == (isOpened ? 1 : 0))
        }
    }
}
