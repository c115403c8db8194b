import Campaigns
import CivilTime
import Foundation
import Storage
import TestSupport
import Testing
import Tokens

@testable import Web

/// A patient's messages behind the link to the inbox.
@Suite struct InboxTests {
    @Test("the list shows what is new by word and state, the clinic, and no more than the first name")
    func list() throws {
        try withInbox { inbox throws in
            let (old, new) = (try inbox.put("Welcome", at: 0), try inbox.put("Your braces", at: 60))
            #expect(inbox.post("\(inbox.path)/\(old)/read").status == 303)
            let page = inbox.get(inbox.path)
            #expect(page.status == 200)
            for word in [
                "Your messages", "For Robin", "1 new message", "Welcome", "Your braces", "Lakeside Orthodontics",
            ] {
                #expect(page.text.contains(word), "\(word)")
            }
            for word in ["Winter", "patients.example", "P-1"] { #expect(!page.text.contains(word), "\(word)") }
            #expect(page.text.contains("action=\"\(inbox.path)/\(new)/read\""))
            #expect(page.text.contains("href=\"\(inbox.path)/\(old)\""))
            #expect(page.text.range(of: "Your braces")!.lowerBound < page.text.range(of: "Welcome")!.lowerBound)
            #expect(page.header("Cache-Control") == "no-store")
            #expect(page.header("Referrer-Policy") == "no-referrer")
        }
    }

    @Test("a scanner that fetches it again and again changes nothing")
    func scanner() throws {
        try withInbox { inbox throws in
            let id = try inbox.put("Welcome", at: 0)
            for method in ["GET", "HEAD", "GET", "HEAD"] {
                for path in ["", "/messages.json", "/\(id)", "?after="] {
                    #expect(inbox.site.respond(method, inbox.path + path).status == 200)
                }
            }
            #expect(try inbox.site.rows.count("inbox_message", where: "read_at IS NULL") == 1)
            #expect(try inbox.site.rows.count("tracking_event") == 0)
        }
    }

    @Test("one press opens a new message and says that it was read; a second changes nothing")
    func read() throws {
        try withInbox { inbox throws in
            let id = try inbox.put("Welcome", at: 0)
            let before = inbox.get("\(inbox.path)/\(id)").text
            #expect(before.contains("Mark as read"))
            for _ in 0..<2 {
                let answer = inbox.post("\(inbox.path)/\(id)/read")
                #expect(answer.status == 303)
                #expect(answer.header("Location") == "\(inbox.path)/\(id)")
            }
            #expect(try inbox.site.rows.count("tracking_event", where: "kind = 'open' AND NOT is_machine") == 1)
            let after = inbox.get("\(inbox.path)/\(id)").text
            #expect(!after.contains("Mark as read"))
            #expect(after.contains("Read"))
        }
    }

    @Test("a link alone is a button, our own say what they do, and text stays text")
    func text() throws {
        try withInbox { inbox throws in
            let visit = VisitLink(clinic: inbox.site.clinic.rawValue, appointment: 1, startsAt: 1)
            let confirm = inbox.site.links.visit(.confirm, visit)
            let out = inbox.site.links.unsubscribe(send: 1, clinic: inbox.site.clinic.rawValue, now: 0)
            let id = try inbox.put(
                "<b>Hi</b>", at: 0,
                [
                    Paragraph(runs: [.text("<i>One</i>"), .lineBreak, .text("Two & three")]),
                    Paragraph(runs: [.link(.init(target: confirm))]), Paragraph(runs: [.link(.init(target: out))]),
                    Paragraph(runs: [.text("See "), .link(.init(target: "https://lakeside.example/a"))]),
                ])
            let page = inbox.get("\(inbox.path)/\(id)").text
            #expect(page.contains("&lt;b>Hi") || page.contains("&lt;b&gt;Hi"))
            #expect(page.contains("&lt;i>One") || page.contains("&lt;i&gt;One"))
            #expect(
                page.contains(
                    "<a class=\"button primary\" href=\"\(confirm)\" rel=\"noreferrer\">Confirm the visit</a>"))
            #expect(page.contains("<a href=\"\(out)\" rel=\"noreferrer\">Unsubscribe</a>"))
            #expect(page.contains(">https://lakeside.example/a</a>"))
        }
    }

    @Test("who reads Spanish is greeted in Spanish")
    func spanish() throws {
        try withInbox { inbox throws in
            _ = try inbox.site.db.run("UPDATE contact SET language = 'es-MX'")
            let id = try inbox.put("Hola", at: 0)
            let list = inbox.get(inbox.path).text
            for word in ["lang=\"es\"", "Sus mensajes", "Para Robin", "1 mensaje nuevo", "Nuevo"] {
                #expect(list.contains(word), "\(word)")
            }
            #expect(inbox.get("\(inbox.path)/\(id)").text.contains("Marcar como leído"))
        }
    }

    @Test("an empty inbox says what it is for")
    func empty() throws {
        try withInbox { inbox throws in
            let page = inbox.get(inbox.path).text
            #expect(page.contains("No messages yet"))
            #expect(page.contains("What Lakeside Orthodontics writes to you"))
        }
    }

    @Test("pages go on where the one before ended, each message once")
    func pages() throws {
        try withInbox { inbox throws in
            // Some of them in the same moment.
            for number in 0..<45 { _ = try inbox.put("Message \(number)", at: number / 7) }
            var (seen, path): ([String], String?) = ([], "\(inbox.path)/messages.json")
            while let here = path {
                let json = inbox.get(here).json
                #expect(json["unread"]?.integerValue == 45)
                seen += json["items"]!.arrayValue!.compactMap { $0["subject"]?.stringValue }
                path = json["next"]?.stringValue.map { "\(inbox.path)/messages.json?after=\($0)" }
            }
            #expect(seen.count == 45)
            #expect(Set(seen).count == 45)
            #expect(seen.first == "Message 44")
            let page = inbox.get(inbox.path).text
            #expect(page.contains("Older messages"))
            #expect(!page.contains("Newest messages"))
        }
    }

    @Test("a message as a program reads it")
    func json() throws {
        try withInbox { inbox throws in
            let id = try inbox.put(
                "Hi", at: 0, [Paragraph(runs: [.text("See "), .link(.init(target: "https://lakeside.example/a"))])])
            let answer = inbox.get("\(inbox.path)/messages.json")
            #expect(answer.header("Content-Type") == "application/json")
            let item = answer.json["items"]!.arrayValue![0]
            #expect(item["id"]?.stringValue == "\(id)")
            #expect(item["text"]?.stringValue == "See https://lakeside.example/a")
            #expect(item["links"]?.arrayValue?.first?["url"]?.stringValue == "https://lakeside.example/a")
            #expect(item["arrivedAt"]?.stringValue == "2027-03-08T18:00:00Z")
            #expect(item["readAt"]?.isNull == true)
            #expect(answer.json["next"]?.isNull == true)
        }
    }

    @Test("links that were tampered with, are too old, or lead to somebody else's message lead nowhere")
    func forged() throws {
        try withInbox { inbox throws in
            let id = try inbox.put("Welcome", at: 0)
            let other = try inbox.site.rows.clinic("Elsewhere")
            let foreign = InboxLink(clinic: other.rawValue, contact: inbox.link.contact)
            let stranger = try inbox.site.rows.patient("P-2", in: inbox.site.clinic, email: "b@patients.example")
            let theirs = InboxLink(
                clinic: inbox.site.clinic.rawValue,
                contact: try inbox.site.db.row(
                    "SELECT contact_id AS id FROM patient WHERE id = ?", [.int(stranger.rawValue)])!
                    .int("id"))
            let now = SampleSite.now.seconds
            let paths = [
                inbox.path + "A", String(inbox.path.dropLast()), "/m/AAAAAAAAAAAAAAAAAAAAAA", "/m/worker.js",
                SampleSite.path(inbox.site.links.inbox(foreign, now: now)),
            ]
            for path in paths {
                for below in ["", "/messages.json", "/\(id)"] {
                    #expect(inbox.get(path + below).status == 404, "\(path + below)")
                }
                #expect(inbox.post("\(path)/\(id)/read").status == 404, "\(path)")
            }
            let strange = SampleSite.path(inbox.site.links.inbox(theirs, now: now))
            #expect(inbox.get("\(strange)/\(id)").status == 404)
            #expect(inbox.post("\(strange)/\(id)/read").status == 404)
            let old = SampleSite.path(inbox.site.links.inbox(inbox.link, now: now - 30 * 86_400))
            for below in ["", "/messages.json", "/\(id)"] { #expect(inbox.get(old + below).status == 410) }
            #expect(inbox.post("\(old)/\(id)/read").status == 410)
            for place in ["?after=x", "?after=1-", "?after=-1-1", "?after=99999999999999999999-1", "?after=1-0"] {
                #expect(inbox.get(inbox.path + place).status == 404, "\(place)")
                #expect(inbox.get("\(inbox.path)/messages.json\(place)").status == 422, "\(place)")
            }
            #expect(try inbox.site.rows.count("inbox_message", where: "read_at IS NULL") == 1)
        }
    }

    @Test("it asks few and fixed statements, however much it holds")
    func statements() throws {
        try withInbox { inbox throws in
            func asked() -> Int {
                let before = inbox.site.statements()
                #expect(inbox.get(inbox.path).status == 200)
                return inbox.site.statements() - before
            }
            _ = asked()
            let empty = asked()
            for number in 0..<30 { _ = try inbox.put("Message \(number)", at: number) }
            #expect(asked() == empty)
            #expect(empty <= 4)
        }
    }

    private func withInbox(_ body: (InboxSample) throws -> Void) throws {
        try SampleSite.with { try body(InboxSample($0)) }
    }
}

/// The inbox of a patient, with whatever is put into it.
struct InboxSample {
    let site: SampleSite
    let patient: ID<Patient>
    let campaign: ID<Campaign>
    let link: InboxLink

    init(_ site: SampleSite) throws {
        self.site = site
        patient = try site.rows.patient("P-1", in: site.clinic)
        campaign = try site.rows.campaign(in: site.clinic)
        let contact = try site.db.row("SELECT contact_id AS id FROM patient")!.int("id") as Int64
        link = InboxLink(clinic: site.clinic.rawValue, contact: contact)
    }

    var path: String { SampleSite.path(site.links.inbox(link, now: SampleSite.now.seconds)) }

    /// - Parameter minutes: after the sample's now.
    func put(_ subject: String, at minutes: Int, _ paragraphs: [Paragraph] = [Paragraph(text: "Hello Robin.")]) throws
        -> ID<Send>
    {
        let time = SampleSite.now.adding(minutes: minutes)
        let send = try site.rows.send(
            of: campaign, to: patient, in: site.clinic, plannedAt: time, sentAt: time)
        let message = RenderedMessage(channel: .inApp, subject: subject, paragraphs: paragraphs)
        let content = String(decoding: try JSONEncoder().encode(message), as: UTF8.self)
        _ = try site.db.run(
            """
            INSERT INTO inbox_message (id, clinic_id, contact_id, language, content, arrived_at)
            VALUES (?, ?, ?, 'en', ?, ?)
            """,
            [
                .int(send.rawValue), .int(site.clinic.rawValue), .int(link.contact), .text(content),
                .timestamp(time.microseconds),
            ])
        return send
    }

    func get(_ path: String) -> Response { site.respond("GET", path) }

    func post(_ path: String, _ body: String = "") -> Response { site.respond("POST", path, body: Array(body.utf8)) }
}
