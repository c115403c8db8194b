import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Storage
@testable import Web

/// A yes or a no that is written down at the desk.
@Suite struct PatientAnswerTests {
    private func with(_ body: (SampleSite, Desk, ID<Patient>, Int) throws -> Void) throws {
        try SampleSite.with { site in
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let contact: Int = try #require(
                try site.db.row("SELECT contact_id FROM patient WHERE id = ?", [.int(patient.rawValue)])
            ).int("contact_id")
            try body(site, try Desk(site, role: .frontDesk), patient, contact)
        }
    }

    private func filled(_ contact: Int, _ changes: [String: String] = [:]) -> [String: String] {
        [
            "contact": "\(contact)", "answer": "yes", "subject": "marketing", "channel": "EMAIL",
            "day": "2027-03-08", "how": "desk", "wording": "May we write of offers? Yes.",
        ].merging(changes) { $1 }
    }

    @Test("what was said is kept with how, wording and by whom, stands on the page, and counts at once")
    func kept() throws {
        try with { site, desk, patient, contact throws in
            #expect(desk.get("/patients/\(patient)").text.contains("Nobody was asked yet"))
            let answer = desk.post("/patients/\(patient)/answer", fields: filled(contact))
            #expect(answer.header("Location") == "/patients/\(patient)#consents")
            let page = desk.get("/patients/\(patient)").text
            for words in [
                "The answer of Robin Winter is written down.", "Offers by e-mail",
                "At the desk, written down by Ana Ruiz", "“May we write of offers? Yes.”", "counts now",
            ] { #expect(page.contains(words), "\(words)") }
            #expect(try site.rows.count("consent", where: "staff_id = \(desk.staff) AND source = 'staff'") == 1)
            let no = filled(contact, ["answer": "no", "wording": ""])
            #expect(desk.post("/patients/\(patient)/answer", fields: no).status == 303)
            #expect(desk.get("/patients/\(patient)").text.contains("E-mail: no, said on Mon 8 Mar"))
        }
    }

    @Test("a day before counts from that day, and one to come is refused")
    func days() throws {
        try with { site, desk, patient, contact throws in
            let path = "/patients/\(patient)/answer"
            #expect(desk.post(path, fields: filled(contact, ["day": "2027-03-01"])).status == 303)
            #expect(try site.rows.count("consent", where: "given_at = '2027-03-01 18:00:00'") == 1)
            for day in ["2027-03-09", "", "yesterday", "2027-02-30", "0001-01-01"] {
                let refused = desk.post(path, fields: filled(contact, ["day": day]))
                #expect(refused.status == 422, "\(day)")
                #expect(refused.value(ofField: "day") == day)
            }
            #expect(try site.rows.count("consent") == 1)
        }
    }

    @Test(
        "what is missing or unknown is said beside its field, and what was typed is kept",
        arguments: [
            ("contact", "", "Choose who said it."), ("contact", "999999", "Choose who said it."),
            ("answer", "maybe", "Choose yes or no."), ("subject", "spam", "Choose at least one kind of message."),
            ("channel", "FAX", "Choose at least one channel."), ("how", "by pigeon", "Choose how it was said."),
            ("wording", " ", "a yes needs its words"),
            ("wording", String(repeating: "😀", count: 1_001), "too long"),
        ])
    func refused(field: String, value: String, words: String) throws {
        try with { site, desk, patient, contact throws in
            let fields = filled(contact, [field: value])
            let answer = desk.post("/patients/\(patient)/answer", fields: fields)
            #expect(answer.status == 422)
            #expect(answer.text.contains(words))
            if field != "wording" { #expect(answer.text.contains("May we write of offers? Yes.")) }
            #expect(try site.rows.count("consent") == 0)
        }
    }

    @Test("another patient's people are not offered and not taken")
    func strangers() throws {
        try with { site, desk, _, contact throws in
            let other = try site.rows.patient("P-2", in: site.clinic, email: "other@patients.example")
            #expect(!desk.get("/patients/\(other)/answer").text.contains("value=\"\(contact)\""))
            #expect(desk.post("/patients/\(other)/answer", fields: filled(contact)).status == 422)
        }
    }
}
