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
            #expect(page.text.contains("src=\"\(path)/preview.html?patient=\(patient)\""))
            let body = desk.get("\(path)/preview.html?patient=\(patient)")
            #expect(body.status == 200)
            #expect(body.header("Content-Security-Policy") == EmailHTML.contentPolicy)
            #expect(body.text.contains("Dear Robin,"))
            #expect(body.text.contains("href=\"https://example.org/a\""))
            #expect(desk.get("\(path)/preview.html?patient=999").status == 404)
        }
    }

    @Test("a text is shown without being saved")
    func unsaved() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            _ = try site.rows.patient("P-1", in: site.clinic)
            let answer = desk.post(
                "/messages",
                ["version": "0", "channel": "EMAIL", "name": "", "subject": "", "body": "Dear you", "show": "yes"])
            #expect(answer.status == 200)
            #expect(try site.rows.count("message_template") == 0)
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
