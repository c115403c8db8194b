import Campaigns
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Message templates that programs change")
struct MessageTemplateAPITests {
    static let sms: JSON = ["name": "Reminder", "channel": "SMS", "body": "{{clinic.name}}: see you soon."]

    @Test("a template is made, read, and saved in new versions, never over what the program has not seen")
    func versions() throws {
        try withKey { site, key throws in
            let made = site.api("POST", "/message-templates", Self.sms, key: key)
            #expect(made.status == 201)
            #expect(made.json["version"] == 1)
            #expect(made.json["language"] == "en")
            let path = String(try #require(made.header("Location")).dropFirst("/api/v1".count))
            #expect(site.api("GET", path, key: key).json == made.json)
            #expect(site.api("GET", "/message-templates?channel=SMS", key: key).json["items"] == [made.json])
            #expect(site.api("GET", "/message-templates?channel=EMAIL", key: key).json["items"] == [])

            let saved = site.changing("PUT", path, ["body": "See you!"], ifMatch: "\"1\"", key: key)
            #expect(saved.json["version"] == 2)
            #expect(saved.json["name"] == "Reminder")
            #expect(saved.header("ETag") == "\"2\"")
            #expect(site.api("PUT", path, ["body": "See you!"], key: key).header("ETag") == "\"2\"")
            #expect(site.changing("PUT", path, ["body": "x"], ifMatch: "\"1\"", key: key).status == 412)
            #expect(site.changing("DELETE", path, ifMatch: "\"1\"", key: key).status == 412)
            #expect(site.changing("DELETE", path, ifMatch: "\"2\"", key: key).status == 204)
            #expect(site.api("GET", path, key: key).status == 404)
        }
    }

    @Test("another language is one more text of the same template")
    func languages() throws {
        try withKey { site, key throws in
            let made = site.api("POST", "/message-templates", Self.sms, key: key).json
            let path = "/message-templates/\(made["id"]!.stringValue!)"
            let spanish = site.api("PUT", path, ["language": "es", "body": "¡Hasta pronto!"], key: key)
            #expect(spanish.json["language"] == "es")
            #expect(spanish.json["version"] == 2)
            #expect(site.api("GET", path, key: key).json["body"] == made["body"])
            #expect(site.api("GET", path + "?language=es", key: key).json["body"] == "¡Hasta pronto!")
            #expect(site.api("GET", path + "?language=fr", key: key).json["language"] == "en")
            #expect(site.api("GET", path + "?language=%3Cb%3E", key: key).problemFields == ["language"])
        }
    }

    @Test(
        "a text that makes no sense is refused at its place",
        arguments: [
            (["name": .null], "name"), (["channel": "EMAIL"], "channel"), (["body": "{{patient.password}}"], "body"),
            (["body": "{{patient.first_name"], "body"), (["body": ""], "body"), (["subject": "Hello"], "subject"),
            (["language": "english please"], "language"), (["body": "a\u{0}b"], "body"),
        ] as [(JSON, String)])
    func nonsense(body: JSON, field: String) throws {
        try withKey { site, key throws in
            let made = site.api("POST", "/message-templates", Self.sms, key: key).json
            let answer = site.api("PUT", "/message-templates/\(made["id"]!.stringValue!)", body, key: key)
            #expect(answer.status == 422)
            #expect(answer.problemFields?.first == field)
        }
    }

    @Test("a new template needs name, channel and text; an e-mail a subject")
    func missing() throws {
        try withKey { site, key throws in
            let nothing = site.api("POST", "/message-templates", [:], key: key)
            #expect(nothing.problemFields == ["name", "channel", "body"])
            let email = site.api("POST", "/message-templates", Self.sms.with("channel", "EMAIL"), key: key)
            #expect(email.problemFields == ["subject"])
        }
    }

    @Test("a template that a campaign uses is not removed")
    func used() throws {
        try withKey { site, key throws in
            _ = site.api("POST", "/campaigns", ["template": "appointment-reminders"], key: key)
            let items = site.api("GET", "/message-templates", key: key).json["items"]?.arrayValue ?? []
            #expect(items.count == 4)
            let answer = site.api("DELETE", "/message-templates/\(items[0]["id"]!.stringValue!)", key: key)
            #expect(answer.status == 409)
            #expect(answer.json["title"]?.stringValue?.contains("Appointment Reminders") == true)
        }
    }

    private func withKey(_ body: (SampleSite, String) throws -> Void) throws {
        try SampleSite.with { try body($0, $0.key([.read, .manage])) }
    }
}
