import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing
import Tokens

@testable import Web

/// The page on which a patient confirms a visit or asks for another time.
@Suite struct VisitAnswerTests {
    @Test("it shows the visit in the clinic's time, the clinic, and no more than the first name", arguments: Door.all)
    func shown(door: Door) throws {
        try withVisit { visit throws in
            let page = visit.site.respond("GET", try visit.path(door))
            #expect(page.status == 200)
            for word in ["Robin’s visit", "Tue, Mar 16 at 3:00 PM", "Lakeside Orthodontics", "Confirm this visit"] {
                #expect(page.text.contains(word), "\(word)")
            }
            for word in ["Winter", "Adjustment", "A-1", "P-1", "patients.example", "<script"] {
                #expect(!page.text.contains(word), "\(word)")
            }
            #expect(page.header("Cache-Control") == "no-store")
            #expect(page.header("Referrer-Policy") == "no-referrer")
        }
    }

    @Test("a scanner that fetches it again and again changes nothing", arguments: Door.all)
    func scanner(door: Door) throws {
        try withVisit { visit throws in
            let path = try visit.path(door)
            let before = try visit.state()
            for method in ["GET", "HEAD", "GET", "HEAD"] {
                for query in ["", "?answer=confirm", "?answer=reschedule&wish=x"] {
                    #expect(visit.site.respond(method, path + query).status == 200)
                }
            }
            #expect(try visit.state() == before)
        }
    }

    @Test("one press confirms, and a second changes nothing", arguments: Door.all)
    func confirm(door: Door) throws {
        try withVisit { visit throws in
            let path = try visit.path(door)
            for _ in 0..<2 {
                let answer = visit.post(path, "answer=confirm&utm_source=sms")
                #expect(answer.status == 303)
                #expect(answer.header("Location") == path)
            }
            try #expect(visit.state() == "confirmed, 1 events, 0 requests")
            let page = visit.site.respond("GET", path)
            #expect(page.text.contains("this visit is confirmed"))
            #expect(!page.text.contains("value=\"confirm\""))
            #expect(page.text.contains("value=\"reschedule\""))
        }
    }

    @Test("one press asks for another time, and a second changes nothing", arguments: Door.all)
    func reschedule(door: Door) throws {
        try withVisit { visit throws in
            let path = try visit.path(door)
            for _ in 0..<2 {
                #expect(visit.post(path, "answer=reschedule&wish=%3Cb%3EThursday%3C%2Fb%3E%0D%0Aplease").status == 303)
            }
            try #expect(visit.state() == "booked, 1 events, 1 requests")
            let page = visit.site.respond("GET", path)
            #expect(page.text.contains("You asked for another time"))
            #expect(page.text.contains("(312) 555-0100"))
            #expect(!page.text.contains("Thursday"))
            let list = try Desk(visit.site, role: .viewer).get("/attention").text
            #expect(list.contains("&lt;b>Thursday") || list.contains("&lt;b&gt;Thursday"))
            #expect(list.contains("Robin Winter"))
        }
    }

    @Test(
        "what is no answer, or too long, changes nothing",
        arguments: [
            ("", 400), ("answer=", 400), ("answer=cancel", 400), ("answer=%FF", 400), ("wish=x", 400),
            ("answer=reschedule&wish=" + String(repeating: "x", count: 501), 422),
            ("answer=reschedule&wish=a&wish=b", 422), ("answer=reschedule&wish=%00", 422),
        ])
    func refused(body: String, status: Int) throws {
        try withVisit { visit throws in
            let answer = visit.post(try visit.path(.signed(.confirm)), body)
            #expect(answer.status == status)
            #expect(!answer.text.contains("/campaigns"))
            try #expect(visit.state() == "booked, 0 events, 0 requests")
        }
    }

    @Test("a wish of the longest kind is kept whole")
    func longest() throws {
        try withVisit { visit throws in
            let body = "answer=reschedule&wish=" + String(repeating: "%C3%A9", count: 500)
            #expect(visit.post(try visit.path(.short(.reschedule)), body).status == 303)
            try #expect(visit.site.rows.count("reschedule_request", where: "CHAR_LENGTH(wish) = 500") == 1)
        }
    }

    @Test(
        "a visit that is over, moved or cancelled is told in a sentence with the clinic's phone, and no press acts",
        arguments: [
            ("", "2027-03-16T20:00Z", "passed"), ("status = 'completed'", "2027-03-16T19:00Z", "passed"),
            ("starts_at = '2027-03-17 20:00:00'", "2027-03-10T16:00Z", "moved"),
            ("starts_at = '2027-03-17 20:00:00'", "2027-03-17T16:00Z", "moved"),
            ("status = 'cancelled'", "2027-03-10T16:00Z", "cancelled"),
        ])
    func over(change: String, now: String, word: String) throws {
        for door in Door.all {
            try withVisit { visit throws in
                let path = try visit.path(door)
                if !change.isEmpty { _ = try visit.site.db.run("UPDATE appointment SET \(change)") }
                let before = try visit.state()
                for (method, body) in [("GET", ""), ("POST", "answer=confirm"), ("POST", "answer=reschedule")] {
                    let page = visit.site.respond(
                        method, path, body: Array(body.utf8), at: SampleRows.instant(now))
                    #expect(page.status == 410)
                    #expect(page.text.contains(word))
                    #expect(page.text.contains("(312) 555-0100"))
                    #expect(!page.text.contains("Robin"))
                }
                #expect(try visit.state() == before)
            }
        }
    }

    @Test("it speaks the language of whoever receives for the patient", arguments: Door.all)
    func language(door: Door) throws {
        try withVisit { visit throws in
            let path = try visit.path(door)
            _ = try visit.site.db.run("UPDATE contact SET language = 'es-MX'")
            let page = visit.site.respond("GET", path).text
            for words in [
                "lang=\"es\"", "La cita de Robin", "mar 16 mar a las 3:00 p.m.", "Confirmar esta cita",
                "¿Ya no le viene bien esta hora?", "¿Cuándo le vendría bien?", "Puede dejarlo en blanco.",
                "Pedir otra hora",
            ] { #expect(page.contains(words), "\(words)") }
            for words in ["visit", "Confirm this", "Ask for"] {
                #expect(!page.replacing(/<[^>]*>/, with: "").contains(words), "\(words)")
            }
            let long = visit.post(path, "answer=reschedule&wish=" + String(repeating: "x", count: 501))
            #expect(long.status == 422)
            for words in ["Algo necesita su atención", "500 caracteres como máximo", "xxx</textarea>"] {
                #expect(long.text.contains(words), "\(words)")
            }
            #expect(visit.post(path, "answer=x").text.contains("No se pudo leer lo que envió."))
            #expect(visit.post(path, "answer=reschedule").status == 303)
            #expect(visit.site.respond("GET", path).text.contains("¿Le urge? Llame al (312) 555-0100."))
            #expect(visit.post(path, "answer=confirm").status == 303)
            #expect(visit.site.respond("GET", path).text.contains("Gracias, esta cita está confirmada."))
            for (change, words) in [
                ("status = 'cancelled'", "Esta cita no tendrá lugar"),
                ("starts_at = '2027-03-17 20:00:00', status = 'booked'", "Esta cita se cambió a otra hora"),
                ("starts_at = '2027-03-16 20:00:00', status = 'completed'", "Esta cita ya pasó"),
            ] {
                _ = try visit.site.db.run("UPDATE appointment SET \(change)")
                let over = visit.site.respond("GET", path)
                #expect(over.status == 410 && over.text.contains(words), "\(words)")
                #expect(over.text.contains("Puede llamar a Lakeside Orthodontics al (312) 555-0100."))
            }
        }
    }

    @Test(
        "of a minor the family's language counts, of an adult the own, and where none is known the clinic's",
        arguments: [
            // Born, the patient's own language, the mother's, the clinic's, and what the page speaks.
            ("2015-05-04", "en", "es", "en", "es"), ("2015-05-04", "es", "en", "es", "en"),
            ("2015-05-04", "en", nil, "es", "es"), ("1990-05-04", "es", "en", "en", "es"),
            ("1990-05-04", nil, "en", "es", "es"), (nil, "es", "en", "en", "es"), (nil, "fr", nil, "es", "en"),
            // Of age on the day of the visit's page, and on the day after it.
            ("2009-03-08", "es", "en", "en", "es"), ("2009-03-09", "es", "en", "en", "en"),
        ] as [(String?, String?, String?, String, String)])
    func whose(born: String?, own: String?, mother: String?, clinic: String, spoken: String) throws {
        try withVisit { visit throws in
            let db = visit.site.db
            _ = try db.run("UPDATE patient SET birth_date = ?", [.text(born)])
            _ = try db.run("UPDATE contact SET language = ?", [.text(own)])
            _ = try db.run("UPDATE clinic SET language = ?", [.text(clinic)])
            _ = try db.run(
                """
                INSERT INTO contact (clinic_id, external_id, first_name, last_name, language, created_at, updated_at)
                SELECT clinic_id, 'M-1', 'Ana', 'Winter', ?, created_at, updated_at FROM contact LIMIT 1
                """, [.text(mother)])
            _ = try db.run(
                """
                INSERT INTO patient_contact (clinic_id, patient_id, contact_id, relation, receives_care, receives_marketing)
                SELECT p.clinic_id, p.id, c.id, 'parent', TRUE, FALSE FROM patient p JOIN contact c ON c.external_id = 'M-1'
                """)
            let page = visit.site.respond("GET", try visit.path(.signed(.confirm)))
            #expect(page.status == 200 && page.text.contains("<html lang=\"\(spoken)\""))
        }
    }

    @Test("a link that leads nowhere speaks what the browser's owner reads")
    func nowhere() throws {
        try SampleSite.with { site throws in
            for (header, words) in [
                ("es-MX,es;q=0.9,en;q=0.8", "Este enlace ya no sirve"), ("en-US,es;q=0.9", "This link has ended"),
                ("fr", "This link has ended"), (nil, "This link has ended"),
            ] as [(String?, String)] {
                let headers = header.map { ["accept-language": $0] } ?? [:]
                for path in ["/p/v/AAAAAAAAAAAAAAAAAAAAAA", "/p/r/x", "/p/s/x", "/p/u/x"] {
                    let page = site.respond("GET", path, headers: headers)
                    #expect(page.status == 404 && page.text.contains(words), "\(path) \(header ?? "")")
                }
            }
        }
    }

    @Test(
        "a browser's languages are read by their weight",
        arguments: [
            ("es", "es"), ("ES-mx", "es"), ("en;q=0.5, es;q=0.6", "es"), ("es;q=0.6,en;q=0.6", "es"), ("de, es", "es"),
            ("es;q=0, *", "en"), ("*", "en"), ("", "en"), ("es;q=x", "en"), (";;;,,,", "en"),
            (String(repeating: "de,", count: 5_000) + "es", "en"),
        ])
    func weights(header: String, spoken: String) {
        #expect(SpokenLanguage.best(header, of: ["en", "es"]) == spoken)
    }

    @Test("a clinic without a phone offers none")
    func noPhone() throws {
        try withVisit { visit throws in
            _ = try visit.site.db.run("UPDATE clinic SET phone = ''")
            _ = try visit.site.db.run("UPDATE appointment SET status = 'cancelled'")
            #expect(!visit.site.respond("GET", try visit.path(.signed(.confirm))).text.contains("reach"))
        }
    }

    @Test("a link that was tampered with, or names another clinic's visit, leads nowhere")
    func forged() throws {
        try withVisit { visit throws in
            let other = try visit.site.rows.clinic("Elsewhere")
            let foreign = VisitLink(
                clinic: other.rawValue, appointment: visit.link.appointment, startsAt: visit.link.startsAt)
            var paths = [SampleSite.path(visit.site.links.visit(.confirm, foreign)), "/p/v/AAAAAAAAAAAAAAAAAAAAAA"]
            for door in Door.all {
                let path = try visit.path(door)
                paths += [path + "A", String(path.dropLast()), path.replacing(/.$/, with: "!")]
            }
            let signed = try visit.path(.signed(.confirm))
            paths += [signed.replacing("/p/v/", with: "/p/r/"), signed.replacing("/p/v/", with: "/p/u/")]
            for path in paths {
                #expect(visit.site.respond("GET", path).status == 404, "\(path)")
                #expect(visit.post(path, "answer=confirm").status == 404, "\(path)")
            }
            try #expect(visit.state() == "booked, 0 events, 0 requests")
        }
    }

    @Test("no page of it shows a way to the staff's")
    func wayOn() throws {
        try withVisit { visit throws in
            for path in [try visit.path(.short(.confirm)), "/p/v/x", "/p/r/"] {
                for method in ["GET", "POST", "DELETE"] {
                    #expect(!visit.site.respond(method, path).text.contains("/campaigns"), "\(method) \(path)")
                }
            }
        }
    }

    private func withVisit(_ body: (LinkedSample) throws -> Void) throws {
        try SampleSite.with { try body(LinkedSample($0)) }
    }

    /// A kind of link to the page.
    enum Door: Sendable {
        case signed(VisitLink.Purpose), short(VisitLink.Purpose)

        static let all: [Door] = [.signed(.confirm), .signed(.reschedule), .short(.confirm), .short(.reschedule)]
    }
}

/// A visit on Tuesday 16 March 2027 at 15:00 in Chicago, with its links.
private struct LinkedSample {
    let site: SampleSite
    let patient: ID<Patient>
    let link: VisitLink

    init(_ site: SampleSite) throws {
        self.site = site
        patient = try site.rows.patient("P-1", in: site.clinic)
        let start = SampleRows.instant("2027-03-16T20:00Z")
        let visit = try site.rows.visit("A-1", of: patient, in: site.clinic, startsAt: start)
        link = VisitLink(clinic: site.clinic.rawValue, appointment: visit.rawValue, startsAt: start.microseconds)
    }

    func path(_ door: VisitAnswerTests.Door) throws -> String {
        switch door {
        case .signed(let purpose): return SampleSite.path(site.links.visit(purpose, link))
        case .short(let purpose):
            var random = SystemRandomNumberGenerator()
            let code = SecretToken(using: &random)
            let clinic = try ClinicStore(site.db).clinic(site.clinic)!
            let visit = try FactsStore(site.db).facts(of: patient, in: clinic)!.appointments[0]
            try VisitLinkStore(site.db).keep(code, about: visit, in: site.clinic)
            return SampleSite.path(site.links.visit(purpose, short: code))
        }
    }

    func post(_ path: String, _ body: String) -> Response {
        site.respond("POST", path, body: Array(body.utf8))
    }

    func state() throws -> String {
        let status = try site.db.row("SELECT status FROM appointment")?.text("status") ?? ""
        return
            "\(status), \(try site.rows.count("event")) events, \(try site.rows.count("reschedule_request")) requests"
    }
}
