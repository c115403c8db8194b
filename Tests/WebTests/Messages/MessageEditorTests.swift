import Campaigns
import CivilTime
import Foundation
import Storage
import Testing

@testable import Web

@Suite("Message templates")
struct MessageEditorTests {
    private func create(_ desk: Desk, channel: String = "EMAIL", body: String, subject: String = "Hello") -> Response {
        desk.post(
            "/messages",
            [
                "version": "0", "channel": channel, "name": "A text", "subject": channel == "SMS" ? "" : subject,
                "body": body,
            ])
    }

    @Test("an unknown merge field is refused beside the text with its place, and the text is kept")
    func unknownField() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let answer = create(desk, body: "Dear {{patient.first_name}}, {{patient.password}} & {{oops}}")
            #expect(answer.status == 422)
            #expect(answer.text.contains("At character 30: There is no field “patient.password”."))
            #expect(answer.text.contains("“oops”"))
            #expect(answer.text.contains("{{patient.password}} &amp; {{oops}}"))
            #expect(try site.rows.count("message_template") == 0)
        }
    }

    @Test("a saved text is listed and opened, and each change is a version guarded by the number before")
    func versions() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let made = create(desk, body: "Dear {{patient.first_name}}")
            #expect(made.status == 303)
            let path = try #require(made.header("Location"))
            #expect(desk.get("/messages").text.contains("href=\"\(path)\""))
            #expect(desk.get(path).hidden("version") == "1")
            func save(_ body: String, version: String, by desk: Desk) -> Response {
                desk.post(path, ["version": version, "name": "A text", "subject": "Hello", "body": body])
            }
            let colleague = try Desk(site, name: "Ben Cole")
            #expect(save("Theirs", version: "1", by: colleague).status == 303)
            let stale = save("Mine & more", version: "1", by: desk)
            #expect(stale.status == 409)
            #expect(stale.text.contains("Ben Cole saved another text"))
            #expect(stale.text.contains("Theirs"))
            #expect(stale.text.contains("Mine &amp; more</textarea>"))
            #expect(save("Mine", version: try #require(stale.hidden("version")), by: desk).status == 303)
            #expect(desk.get(path).hidden("version") == "3")
            #expect(try site.rows.count("message_template_version") == 3)
        }
    }

    @Test("the list says how each text begins, as somebody would read it")
    func beginnings() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            _ = create(desk, body: "Hello", subject: "{{patient.first_name}}'s visit on {{appointment.date}}")
            _ = create(desk, channel: "SMS", body: "{{clinic.name}}: see you soon, {{contact.first_name|there}}")
            let list = desk.get("/messages").text
            #expect(list.contains("Mia's visit on Tue, Mar 13<"))
            #expect(list.contains(": see you soon, Helena<"))
            #expect(!list.contains("{{"))
        }
    }

    @Test("an SMS shows its parts, the worst case with long names, and the first character that is not GSM")
    func parts() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let text = String(repeating: "a", count: 145) + " {{patient.first_name}}"
            let made = create(desk, channel: "SMS", body: text)
            let page = desk.get(try #require(made.header("Location")))
            #expect(page.text.contains("Usually 1 part, 149 characters; with long names 2 parts, 167 characters."))
            #expect(page.text.contains("Long names make it 2 parts (167 characters)."))
            let foreign = create(desk, channel: "SMS", body: "Grüße — ça va ☀")
            #expect(
                desk.get(try #require(foreign.header("Location"))).text.contains("“ç” is no character of plain SMS"))
        }
    }

    @Test("an e-mail is shown for a chosen patient as the sender makes it, in a frame that may do nothing")
    func frame() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let path = try #require(
                create(desk, body: "Dear {{patient.first_name}},\n\nhttps://example.org/a").header("Location"))
            let page = desk.get("\(path)?patient=\(patient)")
            #expect(page.text.contains("src=\"\(path)/preview.html?patient=\(patient)&amp;language=en\""))
            let body = desk.get("\(path)/preview.html?patient=\(patient)")
            #expect(body.status == 200)
            #expect(body.header("Content-Security-Policy") == EmailHTML.contentPolicy)
            #expect(body.text.contains("Dear Robin,"))
            #expect(body.text.contains("href=\"https://example.org/a\""))
            #expect(desk.get("\(path)/preview.html?patient=999").status == 404)
        }
    }

    @Test("a text is shown as it is typed without being saved, for the patient who was chosen")
    func unsaved() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let typed: KeyValuePairs = [
                "version": "0", "channel": "EMAIL", "name": "", "subject": "For {{patient.first_name}}",
                "body": "Dear {{patient.fristname}}", "patient": "\(patient)", "id": "", "language": "en",
            ]
            let answer = desk.post("/messages/preview", typed)
            #expect(answer.status == 200)
            #expect(answer.text.contains("Did you mean {{patient.first_name}}?"))
            #expect(answer.text.contains("{{patient.fristname}}</textarea>"))
            #expect(try site.rows.count("message_template") == 0)
            let body: KeyValuePairs = [
                "version": "0", "channel": "EMAIL", "name": "", "subject": "Hi", "body": "Dear {{patient.first_name}}",
                "patient": "\(patient)", "id": "", "language": "en",
            ]
            let framed = desk.post("/messages/preview.html", body)
            #expect(
                framed.text.contains("Dear Robin")
                    && framed.header("Content-Security-Policy") == EmailHTML.contentPolicy)
            #expect(desk.post("/messages/preview", body).text.contains("formtarget=\"letter\""))
        }
    }

    @Test("each language is a text of its own, and the page says who gets which")
    func languages() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let path = try #require(create(desk, body: "Dear {{patient.first_name}}").header("Location"))
            #expect(desk.get(path).text.contains("Everybody gets it in English, whatever language they read."))
            let fresh = desk.get("\(path)?language=es").text
            #expect(fresh.contains("There is no Spanish text yet"))
            let saved = desk.post(
                path, ["version": "1", "language": "es", "name": "A text", "subject": "Hola", "body": "Querida"])
            #expect(saved.header("Location") == "\(path)?language=es")
            let spanish = desk.get("\(path)?language=es").text
            #expect(spanish.contains("Querida</textarea>"))
            #expect(
                spanish.contains(
                    "People who read Spanish get that text. Everybody else, and whoever has named no language, gets English."
                ))
            #expect(desk.get(path).text.contains("Dear {{patient.first_name}}</textarea>"))
            #expect(
                desk.post("\(path)/languages/remove", ["version": "1", "language": "es"]).header("Location")
                    == "\(path)/versions")
            #expect(
                desk.post("\(path)/languages/remove", ["version": "2", "language": "es"]).header("Location") == path)
            #expect(!desk.get("\(path)?language=es").text.contains("Querida</textarea>"))
            #expect(
                desk.post(path, ["version": "3", "language": "<x>", "name": "A", "subject": "B", "body": "C"]).status
                    == 400)
        }
    }

    @Test("versions are compared line by line, and an old one comes back as the newest")
    func comparison() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let path = try #require(create(desk, body: "One\nTwo").header("Location"))
            _ = desk.post(path, ["version": "1", "name": "A text", "subject": "Hello", "body": "One\nThree"])
            let page = desk.get("\(path)/versions").text
            #expect(page.contains("From version 1 to version 2") && page.contains("Ana Ruiz"))
            #expect(page.contains("data-change=\"removed\"") && page.contains("data-change=\"added\""))
            #expect(desk.get("\(path)/versions?old=2&new=1").text.contains("From version 2 to version 1"))
            #expect(desk.get("\(path)/versions?old=99&new=x").status == 200)
            let stale = desk.post("\(path)/versions/1/back", ["version": "1"])
            #expect(stale.status == 303 && stale.header("Location") == "\(path)/versions")
            #expect(desk.get(path).text.contains("saved another version meanwhile"))
            #expect(desk.post("\(path)/versions/1/back", ["version": "2"]).status == 303)
            #expect(desk.get(path).text.contains("One\nTwo</textarea>"))
            #expect(desk.post("\(path)/versions/3/back", ["version": "3"]).status == 404)
        }
    }

    @Test("a template is copied, and removed only while no campaign sends it")
    func copyAndRemove() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let used = try #require(try desk.steps(campaign).first?.template)
            #expect(desk.get("/messages/\(used)/remove").text.contains("is in use"))
            let refused = desk.post("/messages/\(used)/remove")
            #expect(refused.status == 409 && refused.text.contains("Appointment Reminders"))
            let copy = try #require(desk.post("/messages/\(used)/duplicate").header("Location"))
            #expect(desk.get(copy).text.contains("No campaign sends it yet"))
            #expect(desk.post("\(copy)/remove").header("Location") == "/messages")
            #expect(desk.get(copy).status == 404)
        }
    }

    @Test("a text that advertises says what is added to it, and a bad answer word is named")
    func warnings() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.recall)
            let sms = try #require(try desk.steps(campaign).compactMap(\.template).last)
            #expect(desk.get("/messages/\(sms)").text.contains("“Reply STOP to opt out.” is added when it leaves"))
            let made = create(desk, channel: "SMS", body: "Reply CANCEL to cancel.")
            let page = desk.get(try #require(made.header("Location"))).text
            #expect(page.contains("Do not ask for the answer “CANCEL”"))
            #expect(!page.contains("is added when it leaves"))
        }
    }

    @Test("a text is sent to oneself as typed, its form says so and keeps it, and too many are refused with the time")
    func testSend() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let path = try #require(create(desk, body: "Dear {{patient.first_name}}").header("Location"))
            func send(_ body: String) -> Response {
                desk.post(
                    "/messages/test",
                    [
                        "version": "1", "id": String(path.dropFirst("/messages/".count)), "language": "en",
                        "channel": "EMAIL", "name": "A text", "subject": "Hello", "body": body,
                        "patient": "\(patient)",
                    ])
            }
            let sent = send("Dear {{patient.first_name}}, unsaved")
            let form = try #require(sent.header("Location"))
            let id = try site.db.row("SELECT id FROM test_message")!.int("id") as Int
            #expect(sent.status == 303 && form == "\(path)?language=en&test=\(id)#test-panel")
            let shown = desk.get("\(path)?language=en&test=\(id)")
            for words in [
                "unsaved</textarea>", "leaves within a minute", "The test is on its way.", "not saved yet",
                "Dear Robin, unsaved",
            ] { #expect(shown.text.contains(words), "\(words)") }
            #expect(shown.hidden("version") == "1")
            // Whoever comes by another way reads what is stored, and a colleague never what was typed.
            #expect(desk.get(path).text.contains("leaves within a minute") && !desk.get(path).text.contains("unsaved"))
            let colleague = try Desk(site, name: "Ben Cole")
            #expect(!colleague.get("\(path)?language=en&test=\(id)").text.contains("unsaved"))
            #expect(!desk.get("/messages/new?channel=email&test=\(id)").text.contains("unsaved"))
            let stored = try site.db.row("SELECT message, address FROM test_message")
            #expect(stored?.text("message").contains("Dear Robin, unsaved") == true)
            #expect(stored?.text("message").contains("[Test] Hello") == true)
            #expect(stored?.text("address").hasPrefix("Ana.manager") == true)
            #expect(send("{{oops}}").status == 422)
            for number in 2...TestMessageStore.limit { #expect(send("Number \(number)").status == 303) }
            let refused = send("One more")
            #expect(refused.status == 422 && refused.text.contains("The next can go today at 12:10."))
            #expect(try site.rows.count("message_template_version") == 1)
        }
    }

    @Test("an SMS goes to the number that staff give as their own, which is kept")
    func testSMS() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            _ = try site.rows.patient("P-1", in: site.clinic)
            func send(_ phone: String) -> Response {
                desk.post(
                    "/messages/test",
                    ["version": "0", "id": "", "channel": "SMS", "name": "A", "body": "Hi", "phone": phone])
            }
            #expect(send("12").text.contains("Give the number of your own mobile phone"))
            // The patient has no phone, so that there is nothing to fill it for.
            #expect(send("(312) 555-0142").text.contains("There is nothing to send"))
            #expect(try StaffStore(site.db).phone(of: desk.staff, in: site.clinic) == "+13125550142")
            #expect(desk.get("/messages/new?channel=sms").value(ofField: "phone") == "+13125550142")
        }
    }

    @Test("the page asks few statements, however much the clinic has")
    func statements() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let used = try #require(try desk.steps(campaign).first?.template)
            func count() -> Int {
                let before = site.statements()
                #expect(desk.get("/messages/\(used)").status == 200)
                return site.statements() - before
            }
            _ = count()
            let few = count()
            for number in 1...12 {
                let patient = try site.rows.patient("P-\(number)", in: site.clinic, email: "p\(number)@x.example")
                _ = try site.rows.visit(
                    "A-\(number)", of: patient, in: site.clinic, startsAt: SampleSite.now.adding(hours: number))
                _ = try desk.use(.appointmentReminders)
            }
            let many = count()
            #expect(many <= few + 12, "\(few) statements, then \(many)")
            #expect(many <= 32, "\(many)")
        }
    }

    @Test("patients are searched by a POST and chosen by id")
    func patients() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let path = try #require(create(desk, body: "Dear {{patient.first_name}}").header("Location"))
            let found = desk.post("\(path)/patients", ["name": "win"])
            #expect(found.status == 200)
            #expect(found.text.contains("Robin Winter"))
            #expect(found.text.contains("href=\"\(path)?patient=\(patient)#preview\""))
            #expect(desk.post("\(path)/patients", ["name": "%"]).text.contains("Nobody of that name"))
        }
    }

    @Test("another clinic's texts are not there, and lower roles change none")
    func guarded() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let path = try #require(create(desk, body: "Dear").header("Location"))
            let other = try Desk(site, name: "Eve Moor", clinic: site.rows.clinic("Elsewhere"))
            #expect(other.get(path).status == 404)
            #expect(other.post(path, ["version": "1", "name": "A", "subject": "B", "body": "C"]).status == 404)
            #expect(other.post("\(path)/patients", ["name": "win"]).status == 404)
            let viewer = try Desk(site, role: .viewer, name: "Lou Field")
            #expect(viewer.get(path).status == 200)
            #expect(!viewer.get(path).text.contains("<button class=\"button primary\" type=\"submit\">Save"))
            #expect(viewer.post(path, ["version": "1", "name": "A", "subject": "B", "body": "C"]).status == 403)
            #expect(viewer.get("/messages/new?channel=sms").status == 403)
        }
    }
}

extension DraftStep {
    fileprivate var template: ID<MessageTemplate>? {
        if case .send(let send) = action { send.template } else { nil }
    }
}
