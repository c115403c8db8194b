import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Storage
@testable import Web

/// The patients' section at the desk.
@Suite struct PatientPagesTests {
    private func with(_ body: (SampleSite, Desk) throws -> Void) throws {
        try SampleSite.with { site in try body(site, try Desk(site, role: .frontDesk)) }
    }

    /// A child of a mother who receives care, as a booking system tells both.
    private func child(_ site: SampleSite) throws -> ID<Patient> {
        let answer = site.api(
            "PUT", "/patients/P-1",
            [
                "firstName": "Mia", "lastName": "Torres", "birthDate": "2015-05-04", "tags": ["vip"],
                "contacts": [
                    [
                        "externalId": "M-1", "relation": "parent", "firstName": "Ana", "lastName": "Torres",
                        "email": "ana@patients.example", "phone": "(312) 555-0142", "receives": ["care", "marketing"],
                    ]
                ],
                "consents": [
                    [
                        "contact": "M-1", "purpose": "marketing", "channel": "EMAIL", "granted": true,
                        "at": "2027-03-01T10:00:00-06:00", "how": "paper form", "wording": "Offers, please.",
                    ]
                ],
            ], key: try site.key([.intake]))
        #expect(answer.status == 201)
        return try #require(
            try PatientStore(site.db, revisions: RevisionStore(site.db)).id(ofExternalID: "P-1", in: site.clinic))
    }

    @Test("before anybody has searched who comes next and who is new stands there, and names stand in no address")
    func list() throws {
        try with { site, desk throws in
            #expect(desk.get("/patients").text.contains("No patients yet"))
            let mia = try child(site)
            let robin = try site.rows.patient("P-2", in: site.clinic)
            try site.rows.visit("A-1", of: robin, in: site.clinic, startsAt: SampleSite.now.adding(hours: 2))
            let list = desk.get("/patients").text
            for words in ["Who comes next", "New at the clinic", "/patients/\(mia)\"", "/patients/\(robin)\""] {
                #expect(list.contains(words), "\(words)")
            }
            #expect(!list.contains("Torres\"") && !list.contains("?name="))
            let stranger = try Desk(site, role: .admin, clinic: try site.rows.clinic("Elsewhere"))
            #expect(stranger.get("/patients").text.contains("No patients yet"))
            #expect(stranger.post("/patients", ["name": "Torres"]).text.contains("Nobody found"))
        }
    }

    @Test(
        "a patient is found by name, by a parent's number however it is typed, and by a parent's e-mail address",
        arguments: [
            ("Torres", true), ("mia torres", true), ("312 555 0142", true), ("+1\u{A0}312\u{A0}555\u{A0}0142", true),
            ("+1 (312) 555-0142", true),
            ("ana@Patients.example", true), ("bob@patients.example", false), ("312 555 0143", false), ("555", false),
            ("%", false), ("<b>Mia", false), (String(repeating: "😀", count: 200), false),
        ])
    func found(typed: String, isFound: Bool) throws {
        try with { site, desk throws in
            let mia = try child(site)
            let answer = desk.post("/patients", ["name": typed])
            #expect(answer.status == 200)
            #expect(answer.text.contains("/patients/\(mia)\"") == isFound)
            #expect(answer.text.contains("Nobody found") == !isFound)
        }
    }

    @Test("an empty search leads back to the list, and one that is no name is no harm")
    func hostile() throws {
        try with { _, desk throws in
            #expect(desk.post("/patients", ["name": " "]).header("Location") == "/patients")
            #expect(desk.post("/patients", ["name": String(repeating: "a", count: 300)]).status == 303)
            #expect(desk.post("/patients", ["nome": "a"]).status == 400)
            for path in ["/patients/0", "/patients/x", "/patients/99999999", "/patients/-1"] {
                #expect(desk.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test("the page says who receives what, what was agreed to with its proof, the visits, and every message")
    func page() throws {
        try with { site, desk throws in
            let mia = try child(site)
            try site.rows.visit("A-1", of: mia, in: site.clinic, startsAt: SampleSite.now.adding(hours: 26))
            try site.rows.visit("A-0", of: mia, in: site.clinic, startsAt: SampleSite.now.adding(hours: -26))
            let page = desk.get("/patients/\(mia)").text
            for words in [
                "11 years old · comes tomorrow at 14:00", "Ana Torres", "Parent", "+1\u{A0}312\u{A0}555\u{A0}0142",
                "vip",
                "SMS: yes", "E-mail: yes", "SMS: no, nobody has said yes", "Others receive it", "Offers by e-mail",
                "Paper form, told by the booking system", "“Offers, please.”", "counts now", "To come", "Past visits",
                "No message stands here",
            ] { #expect(page.contains(words), "\(words)") }
            #expect(!page.contains("has died"))
        }
    }

    @Test(
        "whoever must not be written to, or has nobody who receives, is told of first",
        arguments: [
            ("UPDATE patient SET status = 'deceased'", "Mia Torres has died."),
            ("UPDATE patient SET status = 'inactive'", "Mia Torres is no longer active at the clinic."),
            ("DELETE FROM patient_contact", "No parent or guardian receives for Mia."),
        ])
    func warned(change: String, words: String) throws {
        try with { site, desk throws in
            let mia = try child(site)
            #expect(!desk.get("/patients/\(mia)").text.contains(words))
            _ = try site.db.run(change)
            #expect(desk.get("/patients/\(mia)").text.contains(words))
        }
    }

    @Test("messages of all campaigns stand on one line with their why, and lead to their pages and explanations")
    func messages() throws {
        try with { site, desk throws in
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let offer = try site.rows.campaign("Whitening", in: site.clinic)
            let recall = try site.rows.campaign("Recall", in: site.clinic)
            let past = try site.rows.send(
                of: offer, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: -2),
                sentAt: SampleSite.now.adding(hours: -2))
            let next = try site.rows.send(
                of: recall, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: 2))
            let page = desk.get("/patients/\(patient)").text
            for words in [
                "/campaigns/\(offer)/sends/\(past)\"", "/campaigns/\(recall)/sends/\(next)\"", ">Whitening<",
                ">Recall<",
                "/campaigns/\(recall)/explain?patient=\(patient)", "Still to come", "Until now",
            ] { #expect(page.contains(words), "\(words)") }
            #expect(!page.contains("Back to now"))
            let before = try #require(SendCursor(text: "\(SampleSite.now.adding(hours: -1).microseconds)-1")).text
            let older = desk.get("/patients/\(patient)?earlier=\(before)").text
            #expect(older.contains("/sends/\(past)\"") && !older.contains("/sends/\(next)\""))
            #expect(older.contains("Back to now"))
            for query in ["earlier=x", "later=9-", "earlier=-1-2&later=1"] {
                #expect(desk.get("/patients/\(patient)?\(query)").text.contains("/sends/\(next)\""), "\(query)")
            }
        }
    }

    @Test("the page takes the same statements however many messages of however many revisions there are")
    func statements() throws {
        try with { site, desk throws in
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let offer = try site.rows.campaign(in: site.clinic)
            func add(_ count: Int) throws {
                for hours in 0..<count {
                    _ = try site.rows.send(
                        of: offer, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: hours - 20))
                }
            }
            func statements() -> Int {
                let before = site.statements()
                #expect(desk.get("/patients/\(patient)").status == 200)
                return site.statements() - before
            }
            try add(22)
            _ = statements()
            let few = statements()
            try add(60)
            #expect(statements() == few)
            #expect(few <= 24, "\(few)")
        }
    }

    @Test("a campaign chosen on the page is explained on its own, and one of nobody or of another clinic is not")
    func explain() throws {
        try with { site, desk throws in
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let offer = try site.rows.campaign("Whitening", in: site.clinic)
            let theirs = try site.rows.campaign("Theirs", in: try site.rows.clinic("Elsewhere"))
            let page = desk.get("/patients/\(patient)").text
            #expect(page.contains("<option value=\"\(offer)\">Whitening</option>"))
            #expect(!page.contains("Theirs"))
            let chosen = desk.get("/patients/\(patient)/explain?campaign=\(offer)")
            #expect(chosen.header("Location") == "/campaigns/\(offer)/explain?patient=\(patient)")
            for query in ["campaign=\(theirs)", "campaign=x", "campaign=", ""] {
                #expect(
                    desk.get("/patients/\(patient)/explain?\(query)").header("Location") == "/patients/\(patient)",
                    "\(query)")
            }
        }
    }
}
