import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing
import Tokens

@testable import Web

/// The page on which a patient answers the clinic's survey.
@Suite struct SurveyAnsweringTests {
    @Test(
        "it asks with the clinic's name and no more than the first name, by either kind of link",
        arguments: [false, true])
    func shown(isShort: Bool) throws {
        try withInvitation { sample throws in
            let page = sample.site.respond("GET", try sample.path(short: isShort))
            #expect(page.status == 200)
            for word in [
                "How was your visit?", "About Robin’s visit", "Lakeside Orthodontics", "How likely are you",
                "En español",
            ] {
                #expect(page.text.contains(word), "\(word)")
            }
            for word in ["Winter", "P-1", "patients.example", "<script"] {
                #expect(!page.text.contains(word), "\(word)")
            }
            #expect(page.header("Cache-Control") == "no-store")
            #expect(page.header("Referrer-Policy") == "no-referrer")
        }
    }

    @Test("a scanner that fetches every link again and again stores nothing", arguments: [false, true])
    func scanner(isShort: Bool) throws {
        try withInvitation { sample throws in
            let path = try sample.path(short: isShort)
            for method in ["GET", "HEAD", "GET", "HEAD"] {
                for score in -1...11 {
                    #expect(sample.site.respond(method, "\(path)?score=\(score)").status == 200)
                }
                #expect(sample.site.respond(method, path + "?q1=9&q3=x").status == 200)
            }
            #expect(try sample.state() == "0 responses, 0 answers, 0 events")
        }
    }

    @Test(
        "a number pressed in the mail is chosen beforehand",
        arguments: [("0", true), ("10", true), ("11", false), ("x", false)])
    func chosen(score: String, isChosen: Bool) throws {
        try withInvitation { sample throws in
            let page = sample.site.respond("GET", try sample.path() + "?score=\(score)").text
            #expect(page.contains("checked=\"checked\"") == isChosen)
            if isChosen { #expect(page.contains("value=\"\(score)\" checked=\"checked\"")) }
        }
    }

    @Test("one answer is stored with its event, and a second press changes nothing", arguments: [false, true])
    func once(isShort: Bool) throws {
        try withInvitation { sample throws in
            let path = try sample.path(short: isShort)
            for body in [
                "q1=9&q2=4&q3=%3Cb%3EKind%3C%2Fb%3E%0D%0Apeople&utm_source=mail&language=en", "q1=0&q3=Other",
            ] {
                let answer = sample.post(path, body)
                #expect(answer.status == 303)
                #expect(answer.header("Location") == path)
            }
            #expect(try sample.state() == "1 responses, 2 answers, 1 events")
            #expect(try sample.site.rows.count("survey_response", where: "score = 9 AND NOT is_low") == 1)
            #expect(try sample.site.rows.count("survey_answer", where: "words = '<b>Kind</b>\npeople'") == 1)
            let page = sample.site.respond("GET", path)
            #expect(page.status == 200 && page.text.contains("Thank you") && !page.text.contains("q1"))
            #expect(!page.text.contains("Kind"))
        }
    }

    @Test(
        "thanks are the same for every score, with the way to review the clinic where it has one",
        arguments: [0, 6, 10])
    func thanks(score: Int) throws {
        try withInvitation { sample throws in
            let path = try sample.path()
            _ = sample.post(path, "q1=\(score)")
            #expect(!sample.site.respond("GET", path).text.contains("Write a review"))
            _ = try sample.site.db.run("UPDATE clinic SET review_url = 'https://reviews.example/us'")
            let page = sample.site.respond("GET", path).text
            #expect(page.contains("href=\"https://reviews.example/us\"") && page.contains("+13125550100"))
        }
    }

    @Test("it speaks the language of whoever was invited, or the one that is chosen")
    func language() throws {
        try withInvitation { sample throws in
            _ = try sample.site.db.run("UPDATE contact SET language = 'es-MX'")
            let path = try sample.path()
            let spanish = sample.site.respond("GET", path).text
            #expect(spanish.contains("¿Cómo fue su visita?") && spanish.contains("lang=\"es\""))
            #expect(spanish.contains("Enviar mi respuesta") && spanish.contains("In English"))
            #expect(sample.site.respond("GET", path + "?language=en").text.contains("How was your visit?"))
            #expect(sample.site.respond("GET", path + "?language=fr").text.contains("¿Cómo fue su visita?"))
            let refused = sample.post(path, "language=es")
            #expect(refused.status == 422 && refused.text.contains("Elija un número del 0 al 10."))
            #expect(sample.post(path, "q1=8&language=en").header("Location") == path + "?language=en")
            #expect(try sample.site.rows.count("survey_response", where: "language = 'en'") == 1)
        }
    }

    @Test(
        "what is no answer, or too long, stores nothing, and what was typed stays",
        arguments: [
            ("", 422), ("q1=", 422), ("q1=11", 422), ("q1=-1", 422), ("q1=9.5", 422), ("q1=nine", 422),
            ("q1=9&q1=8", 422),
            ("q1=9&q2=6", 422), ("q1=9&q2=0", 422), ("q1=9&q3=" + String(repeating: "x", count: 2_001), 422),
            ("q1=9&q3=%00", 422), ("q1=%FF", 400), ("q2=4&q3=Still+here", 422),
        ])
    func refused(body: String, status: Int) throws {
        try withInvitation { sample throws in
            let answer = sample.post(try sample.path(), body)
            #expect(answer.status == status)
            #expect(!answer.text.contains("/campaigns"))
            if body.contains("Still") { #expect(answer.text.contains("Still here")) }
            #expect(try sample.state() == "0 responses, 0 answers, 0 events")
        }
    }

    @Test("words of the longest kind are kept whole")
    func longest() throws {
        try withInvitation { sample throws in
            let body = "q1=9&q3=" + String(repeating: "%F0%9F%98%80", count: 2_000)
            #expect(sample.post(try sample.path(), body).status == 303)
            #expect(try sample.site.rows.count("survey_answer", where: "CHAR_LENGTH(words) = 2000") == 1)
        }
    }

    @Test("after thirty days the link has ended, whatever kind it is", arguments: [false, true])
    func ended(isShort: Bool) throws {
        try withInvitation { sample throws in
            let path = try sample.path(short: isShort)
            let last = SampleSite.now.adding(seconds: 30 * 86_400)
            #expect(sample.site.respond("GET", path, at: last.adding(seconds: -1)).status == 200)
            for (method, body) in [("GET", ""), ("POST", "q1=9")] {
                #expect(sample.site.respond(method, path, body: Array(body.utf8), at: last).status == 410)
            }
            #expect(try sample.state() == "0 responses, 0 answers, 0 events")
        }
    }

    @Test("a link that was tampered with, or names another clinic's message, leads nowhere")
    func forged() throws {
        try withInvitation { sample throws in
            let other = try sample.site.rows.clinic("Elsewhere")
            let foreign = sample.site.links.survey(
                send: sample.send.rawValue, clinic: other.rawValue, now: SampleSite.now.seconds)
            var paths = [SampleSite.path(foreign), "/p/s/AAAAAAAAAAAAAAAAAAAAAA", "/p/s/"]
            let own = try sample.path()
            paths += [own + "A", String(own.dropLast()), own.replacing("/p/s/", with: "/p/u/")]
            for path in paths {
                #expect(sample.site.respond("GET", path).status == 404, "\(path)")
                #expect(sample.post(path, "q1=9").status == 404, "\(path)")
            }
            #expect(try sample.state() == "0 responses, 0 answers, 0 events")
        }
    }

    @Test("choices are answered by their numbers, and a survey without a score needs one answer of any kind")
    func choices() throws {
        try withInvitation { sample throws in
            let draft = SurveyDraft(
                name: "Which", headings: ["en": "Which?"],
                questions: [
                    SurveyQuestion(.choice, ["en": .init("Which day?", choices: ["Monday", "Friday"])]),
                    SurveyQuestion(.text, ["en": .init("Why?")]),
                ])
            let store = SurveyStore(sample.site.db)
            let id = try store.create(draft, in: sample.site.clinic, by: .program, at: SampleSite.now)
            _ = try sample.site.db.run("UPDATE survey_invitation SET survey_id = ?", [.int(id.rawValue)])
            let path = try sample.path()
            let page = sample.site.respond("GET", path).text
            #expect(page.contains("Friday") && !page.contains("En español"))
            #expect(sample.post(path, "").status == 422)
            #expect(sample.post(path, "q1=3").status == 422)
            #expect(sample.post(path, "q1=2").status == 303)
            #expect(try sample.state() == "1 responses, 1 answers, 1 events")
            #expect(try sample.site.rows.count("event", where: "JSON_EXISTS(data, '$.score')") == 0)
        }
    }

    private func withInvitation(_ body: (InvitedSample) throws -> Void) throws {
        try SampleSite.with { try body(InvitedSample($0)) }
    }
}

/// A patient whose contact was invited to the standard survey just now.
struct InvitedSample {
    let site: SampleSite
    let survey: ID<Survey>
    let patient: ID<Patient>
    let send: ID<Send>

    init(_ site: SampleSite, key: String = "P-1") throws {
        self.site = site
        let store = SurveyStore(site.db)
        survey =
            try store.inUse(in: site.clinic)
            ?? store.create(.standard, in: site.clinic, by: .program, at: SampleSite.now)
        patient = try site.rows.patient(key, in: site.clinic)
        send = try site.rows.invite(patient, in: site.clinic, at: SampleSite.now)
    }

    func path(short isShort: Bool = false) throws -> String {
        guard isShort else {
            return SampleSite.path(
                site.links.survey(send: send.rawValue, clinic: site.clinic.rawValue, now: SampleSite.now.seconds))
        }
        var random = SystemRandomNumberGenerator()
        let code = SecretToken(using: &random)
        let end = SampleSite.now.adding(seconds: 30 * 86_400)
        try SurveyInvitations(site.db).keep(code, of: send, in: site.clinic, until: end)
        return SampleSite.path(site.links.survey(short: code))
    }

    @discardableResult
    func post(_ path: String, _ body: String) -> Response { site.respond("POST", path, body: Array(body.utf8)) }

    func state() throws -> String {
        let counts = try ["survey_response", "survey_answer", "event"].map { try site.rows.count($0) }
        return "\(counts[0]) responses, \(counts[1]) answers, \(counts[2]) events"
    }
}
