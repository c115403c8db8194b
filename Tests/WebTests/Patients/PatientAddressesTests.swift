import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Storage
@testable import Web

/// Where somebody is reached, corrected at the desk. It is noon in Chicago.
@Suite struct PatientAddressesTests {
    private struct Person {
        let site: SampleSite
        let desk: Desk
        let patient: ID<Patient>
        let contact: Int
        var path: String { "/patients/\(patient)/contacts/\(contact)" }

        /// Both fields as the page shows them, but for some.
        func save(_ changes: [String: String]) -> Response {
            let page = desk.get(path)
            var fields = [
                "email": page.value(ofField: "email") ?? "", "phone": page.value(ofField: "phone") ?? "",
                "email-seen": page.hidden("email-seen") ?? "", "phone-seen": page.hidden("phone-seen") ?? "",
            ]
            fields.merge(changes) { $1 }
            return desk.post(path, fields: fields)
        }

        func address(_ kind: String) throws -> String? {
            try site.db.row(
                """
                SELECT p.address FROM contact_address a JOIN contact_point p ON p.id = a.contact_point_id
                WHERE a.contact_id = ? AND a.kind = ?
                """, [.int(Int64(contact)), .text(kind)])?.text("address")
        }
    }

    private func with(_ body: (Person) throws -> Void) throws {
        try SampleSite.with { site in
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let contact: Int = try #require(
                try site.db.row("SELECT contact_id FROM patient WHERE id = ?", [.int(patient.rawValue)])
            ).int("contact_id")
            try body(
                Person(site: site, desk: try Desk(site, role: .frontDesk), patient: patient, contact: contact))
        }
    }

    @Test("what is saved is normalised, stands on the patient's page with by whom, and is kept with ids only")
    func saved() throws {
        try with { person throws in
            #expect(person.desk.get("/patients/\(person.patient)").text.contains("href=\"\(person.path)\""))
            let answer = person.save(["email": " robin.winter@PATIENTS.example ", "phone": "(312) 555-0142"])
            #expect(answer.header("Location") == "/patients/\(person.patient)#receivers")
            #expect(try person.address("email") == "robin.winter@patients.example")
            #expect(try person.address("phone") == "+13125550142")
            let page = person.desk.get("/patients/\(person.patient)").text
            for words in [
                "The addresses of Robin Winter are corrected.", "robin.winter@patients.example",
                "Corrected here on Mon 8 Mar by Ana Ruiz; the booking system still has robin@patients.example.",
                "Corrected here on Mon 8 Mar by Ana Ruiz; the booking system has none.",
            ] { #expect(page.contains(words), "\(words)") }
            let kept = "verb = 'correct' AND noun = 'patient' AND noun_id = \(person.patient)"
            #expect(try person.site.rows.count("audit_log", where: "\(kept) AND staff_id = \(person.desk.staff)") == 2)
            #expect(try person.site.rows.count("audit_log", where: "data LIKE '%@%' OR data LIKE '%555%'") == 0)
            let log = try Desk(person.site, role: .admin, name: "Ada Boss").get("/settings/audit").text
            #expect(log.contains("Corrected an address of patient \(person.patient)"))
        }
    }

    @Test(
        "what is no address by the booking system's own rule is said beside its field, and what was typed is kept",
        arguments: [
            ("email", "robin at home", "Give an e-mail address"), ("email", "a@b", "Give an e-mail address"),
            ("email", "a@b.example\r\nBcc: c@d.example", "Give an e-mail address"),
            ("email", "", "Give the one that is right"), ("phone", "12", "Give a phone number"),
            ("phone", String(repeating: "😀", count: 200), "Give a phone number"),
        ])
    func refused(field: String, value: String, words: String) throws {
        try with { person throws in
            let answer = person.save([field: value])
            #expect(answer.status == 422)
            #expect(answer.text.contains(words))
            if !value.contains("\n") { #expect(answer.value(ofField: field) == value) }
            #expect(try person.address("email") == "robin@patients.example")
            #expect(try person.site.rows.count("audit_log", where: "verb = 'correct'") == 0)
        }
    }

    @Test("a closed address is asked about once more with why, and saved when it is theirs all the same")
    func closed() throws {
        try with { person throws in
            _ = try person.site.rows.patient("P-2", in: person.site.clinic, email: "old@patients.example")
            _ = try person.site.db.run(
                """
                INSERT INTO suppression (clinic_id, contact_point_id, scope, cause, created_at)
                SELECT clinic_id, id, 'all', 'bad_address', '2027-03-08 17:55:00' FROM contact_point
                WHERE address = 'old@patients.example'
                """)
            let asked = person.save(["email": "old@patients.example", "phone": "+13125550142"])
            #expect(asked.status == 422)
            for words in [
                "This e-mail address gets no message at all since Mon 8 Mar, 11:55", "messages to it came back",
                "Save this e-mail address all the same",
            ] { #expect(asked.text.contains(words), "\(words)") }
            // All or nothing.
            #expect(try person.address("phone") == nil)
            #expect(asked.value(ofField: "phone") == "+13125550142")
            let sure = person.save(["email": "old@patients.example", "phone": "+13125550142", "sure": "email"])
            #expect(sure.status == 303)
            #expect(try person.address("email") == "old@patients.example")
            #expect(try person.address("phone") == "+13125550142")
        }
    }

    @Test("a page that somebody else overtook says who and when, keeps what was typed, and saves it when sent again")
    func stale() throws {
        try with { person throws in
            let drawn = person.desk.get(person.path)
            let colleague = try Desk(person.site, role: .manager, name: "Bo Chen")
            let theirs = [
                "email": "bo@patients.example", "phone": "", "email-seen": drawn.hidden("email-seen")!,
                "phone-seen": "",
            ]
            #expect(colleague.post(person.path, fields: theirs).status == 303)
            let late = person.save(["email": "ana@patients.example", "email-seen": drawn.hidden("email-seen")!])
            #expect(late.status == 409)
            #expect(late.value(ofField: "email") == "ana@patients.example")
            for words in ["by Bo Chen today at 12:00", "It is bo@patients.example now"] {
                #expect(late.text.contains(words), "\(words)")
            }
            #expect(try person.address("email") == "bo@patients.example")
            #expect(
                person.desk.post(
                    person.path,
                    fields: [
                        "email": "ana@patients.example", "phone": "", "email-seen": late.hidden("email-seen")!,
                        "phone-seen": "",
                    ]
                ).status == 303)
            #expect(try person.address("email") == "ana@patients.example")
            // A double click finds it so.
            #expect(person.save(["email": "ana@patients.example"]).status == 303)
            #expect(person.desk.get("/patients/\(person.patient)").text.contains("Nothing was changed."))
        }
    }

    @Test("a correction is undone by its notice or later on the page, and what the booking system told counts")
    func back() throws {
        try with { person throws in
            _ = person.save(["email": "ana@patients.example"])
            let notice = person.desk.get("/patients/\(person.patient)").text
            #expect(notice.contains("action=\"\(person.path)/email/back\""))
            #expect(person.desk.get(person.path).text.contains("Take the e-mail address of the booking system"))
            #expect(person.desk.post("\(person.path)/email/back").status == 303)
            #expect(try person.address("email") == "robin@patients.example")
            #expect(!person.desk.get("/patients/\(person.patient)").text.contains("Corrected here"))
            #expect(person.desk.post("\(person.path)/email/back").status == 303)
            #expect(person.desk.get("/patients/\(person.patient)").text.contains("Nothing was corrected there."))
            // One that it never told is gone.
            _ = person.save(["phone": "+13125550142"])
            #expect(person.desk.post("\(person.path)/phone/back").status == 303)
            #expect(try person.address("phone") == nil)
            for kind in ["inbox", "push", "fax"] {
                #expect(person.desk.post("\(person.path)/\(kind)/back").status == 404, "\(kind)")
            }
        }
    }

    @Test("somebody of another patient, and another clinic's, is not found")
    func kept() throws {
        try with { person throws in
            let other = try person.site.rows.patient("P-2", in: person.site.clinic, email: "p2@patients.example")
            let stranger = try Desk(person.site, role: .admin, clinic: try person.site.rows.clinic("Elsewhere"))
            let fields = ["email": "ana@patients.example", "phone": "", "email-seen": "", "phone-seen": ""]
            #expect(stranger.get(person.path).status == 404)
            #expect(stranger.post(person.path, fields: fields).status == 404)
            #expect(stranger.post("\(person.path)/email/back").status == 404)
            let crossed = "/patients/\(other)/contacts/\(person.contact)"
            #expect(person.desk.get(crossed).status == 404)
            #expect(person.desk.post(crossed, fields: fields).status == 404)
            #expect(try person.address("email") == "robin@patients.example")
        }
    }

    @Test("programs read the address in force, and the booking system's old word changes none")
    func told() throws {
        try with { person throws in
            _ = person.save(["email": "ana@patients.example"])
            let key = try person.site.key([.read, .intake])
            func read() -> String? { person.site.api("GET", "/patients/P-1", key: key).json["email"]?.stringValue }
            #expect(read() == "ana@patients.example")
            for email in ["robin@patients.example", "Robin@patients.example"] {
                #expect(person.site.api("PUT", "/patients/P-1", ["email": .string(email)], key: key).status == 200)
                // The local part's case may matter to its server: that is another address.
                #expect(read() == (email.hasPrefix("R") ? email : "ana@patients.example"))
            }
        }
    }
}
