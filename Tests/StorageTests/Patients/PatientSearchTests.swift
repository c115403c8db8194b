import Campaigns
import MariaDB
import TestSupport
import Testing

@testable import Storage

/// How staff find a patient.
@Suite struct PatientSearchTests {
    @Test("a name is found by its beginnings in either order, a neighbour's id as it is, and a wildcard means itself")
    func names() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            func named(_ key: String, _ first: String, _ last: String, in home: ID<Clinic>) throws -> ID<Patient> {
                let id = try rows.patient(key, in: home)
                _ = try db.run(
                    "UPDATE patient SET first_name = ?, last_name = ? WHERE id = ?",
                    [.text(first), .text(last), .int(id.rawValue)])
                return id
            }
            let mia = try named("P-1", "Mia", "Torres", in: clinic)
            let leo = try named("P-2", "Leo", "Torres Brandt", in: clinic)
            let tor = try named("P-3", "Tor", "Mibach", in: clinic)
            let anne = try named("P-4", "Anne Marie", "Okafor", in: clinic)
            let cent = try named("100%", "Per", "Cent%er", in: clinic)
            _ = try named("P-9", "Mia", "Torres", in: try rows.clinic("Elsewhere"))
            let search = PatientSearch(db, in: clinic, limit: 30)
            let cases: [(String, [ID<Patient>])] = [
                ("torres", [mia, leo]), ("Mia Torres", [mia]), ("Torres, Mia", [mia]), ("to", [mia, leo, tor]),
                ("mi to", [mia, tor]), ("Anne Marie", [anne]), ("Anne Marie Oka", [anne]),
                ("okafor anne marie", [anne]),
                ("Torres Brandt", [leo]), ("P-3", [tor]), ("p-3", []), ("100%", [cent]), ("Cent%", [cent]),
                ("%", []), ("_", []), ("", []), (" , ", []), ("Miatorres", []),
            ]
            for (typed, found) in cases {
                #expect(Set(try search.patients(named: typed)) == Set(found), "\(typed)")
            }
            #expect(try search.patients(named: "torres") == [mia, leo])
            #expect(try PatientSearch(db, in: clinic, limit: 2).patients(named: "to").count == 2)
            #expect(try PatientSearch(db, in: clinic, limit: 2).newest() == [cent, anne])
        }
    }

    @Test("an address finds those whose own it is and those for whom its owner receives, each once")
    func addresses() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let mother = try rows.patient("P-1", in: clinic, email: "ana@patients.example")
            let child = try rows.patient("P-2", in: clinic, email: "mia@patients.example")
            _ = try rows.patient("P-3", in: try rows.clinic("Elsewhere"), email: "ana@patients.example")
            _ = try db.run(
                """
                INSERT INTO patient_contact (clinic_id, patient_id, contact_id, relation, receives_care, receives_marketing)
                SELECT clinic_id, ?, contact_id, 'parent', TRUE, TRUE FROM patient WHERE id = ?
                """, [.int(child.rawValue), .int(mother.rawValue)])
            let search = PatientSearch(db, in: clinic, limit: 30)
            #expect(try search.patients(reachedAt: "ana@patients.example", .email) == [mother, child])
            #expect(try search.patients(reachedAt: "mia@patients.example", .email) == [child])
            #expect(try search.patients(reachedAt: "ana@patients.example", .phone) == [])
        }
    }
}
