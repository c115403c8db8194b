import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct PublicPagesTests {
    @Test("a scanner that fetches every link, again and again, changes nothing")
    func scanner() throws {
        try withMessage { message throws in
            for method in ["GET", "HEAD", "GET", "HEAD", "GET", "HEAD"] {
                for path in [message.unsubscribe, message.open, message.click] {
                    let agent = ["user-agent": "Mozilla/5.0 (compatible; Barracuda Sentinel)"]
                    #expect([200, 302].contains(message.site.respond(method, path, headers: agent).status))
                }
            }
            _ = try TrackingStore(message.site.db).count(at: SampleSite.now, limit: 100)
            for table in ["suppression", "consent", "event", "tally_delta"] {
                #expect(try message.site.rows.count(table) == 0, "\(table)")
            }
            #expect(try message.site.rows.count("send", where: "opened_at IS NULL AND clicked_at IS NULL") == 1)
            #expect(try message.site.rows.count("tracking_event", where: "is_machine") == 12)
        }
    }

    @Test("a HEAD is a machine's, a GET a person's")
    func methods() throws {
        try withMessage { message throws in
            _ = message.site.respond("HEAD", message.open)
            _ = message.site.respond("GET", message.open, headers: ["sec-purpose": "prefetch;prerender"])
            _ = message.site.respond("GET", message.open)
            #expect(try message.site.rows.count("tracking_event", where: "is_machine") == 2)
            #expect(try message.site.rows.count("tracking_event", where: "NOT is_machine") == 1)
        }
    }

    @Test(
        "one click, or the page's button, stops the offers; twice is as once",
        arguments: ["List-Unsubscribe=One-Click", "", "a=b&\u{FF}"])
    func unsubscribe(body: String) throws {
        try withMessage { message throws in
            let page = message.site.respond("GET", message.unsubscribe)
            #expect(page.status == 200)
            #expect(page.text.contains("action=\"\(message.unsubscribe)\""))
            #expect(page.text.contains("Lakeside Orthodontics"))
            #expect(!page.text.contains("Robin"))
            for _ in 0..<2 {
                let done = message.site.respond("POST", message.unsubscribe, body: Array(body.utf8))
                #expect(done.status == 200)
            }
            #expect(try message.site.rows.count("suppression", where: "scope = 'marketing'") == 1)
            #expect(try message.site.rows.count("consent", where: "NOT granted AND source = 'person'") == 1)
        }
    }

    @Test("a pixel is a picture, kept by no cache, and counts once")
    func pixel() throws {
        try withMessage { message throws in
            for _ in 0..<3 {
                let picture = message.site.respond("GET", message.open)
                #expect(picture.status == 200)
                #expect(picture.header("Content-Type") == "image/gif")
                #expect(picture.header("Cache-Control")?.contains("no-store") == true)
                #expect(picture.header("Referrer-Policy") == "no-referrer")
                #expect(picture.text.hasPrefix("GIF89a"))
            }
            _ = try TrackingStore(message.site.db).count(at: SampleSite.now, limit: 100)
            #expect(try message.site.rows.count("tally_delta", where: "measure = 'opened' AND amount = 1") == 1)
        }
    }

    @Test("a click leads to the stored address alone")
    func click() throws {
        try withMessage { message throws in
            let answer = message.site.respond("GET", message.click + "?to=https://elsewhere.example/")
            #expect(answer.status == 302)
            #expect(answer.header("Location") == "https://lakeside.example/o%C3%9Fer?a=b#c")
            let unknown = message.site.links.click(
                link: 999, send: message.send.rawValue, clinic: message.site.clinic.rawValue, now: message.sentSeconds)
            #expect(message.site.respond("GET", SampleSite.path(unknown)).status == 404)
        }
    }

    @Test("forged links lead nowhere, and old ones say so")
    func tokens() throws {
        try withMessage { message throws in
            let late = message.sentAt.adding(seconds: 500 * 86_400)
            for path in [message.unsubscribe, message.click] {
                for method in ["GET", "HEAD"] + (path == message.unsubscribe ? ["POST"] : []) {
                    #expect(message.site.respond(method, path, at: late).status == 410)
                }
            }
            for path in [message.unsubscribe, message.open, message.click] {
                for forged in [path.dropLast() + "!", path + "A", path.replacing(".1.", with: ".2.")] {
                    #expect(message.site.respond("GET", String(forged)).status == 404)
                }
            }
            #expect(message.site.respond("POST", message.unsubscribe + "A").status == 404)
            let misused = message.open.replacing("/p/o/", with: "/p/u/")
            #expect(message.site.respond("POST", misused).status == 404)
            #expect(message.site.respond("PUT", message.unsubscribe).status == 405)
            #expect(message.site.respond("POST", message.open).status == 405)
            #expect(try message.site.rows.count("suppression") == 0)
            #expect(try message.site.rows.count("tracking_event") == 0)
        }
    }

    @Test("a link that names another clinic's send leads nowhere")
    func otherClinic() throws {
        try withMessage { message throws in
            let other = try message.site.rows.clinic("Elsewhere")
            let url = message.site.links.unsubscribe(
                send: message.send.rawValue, clinic: other.rawValue, now: message.sentSeconds)
            #expect(message.site.respond("POST", SampleSite.path(url)).status == 404)
            #expect(try message.site.rows.count("suppression") == 0)
        }
    }

    @Test("no page of patients shows a way to the staff's")
    func wayOn() throws {
        try withMessage { message throws in
            let paths = ["/p/nothing", "/p/u/", "/p/u/x", message.unsubscribe, message.open + "A", "/p/c/%FF"]
            for path in paths {
                for method in ["GET", "DELETE"] {
                    let page = message.site.respond(method, path)
                    #expect(!page.text.contains("/campaigns"), "\(method) \(path)")
                    #expect(page.header("Referrer-Policy") == "no-referrer")
                    #expect(page.header("Cache-Control")?.contains("no-store") == true)
                }
            }
            #expect(message.site.respond("GET", "/nothing").text.contains("/campaigns"))
        }
    }

    private func withMessage(_ body: (SentMessage) throws -> Void) throws {
        try SampleSite.with { try body(SentMessage($0)) }
    }
}

/// An offer that was sent two hours ago, with its links.
private struct SentMessage {
    let site: SampleSite
    let send: ID<Send>
    let unsubscribe: String
    let open: String
    let click: String
    let sentAt = SampleRows.instant("2027-03-08T16:00Z")

    var sentSeconds: Int64 { sentAt.seconds }

    init(_ site: SampleSite) throws {
        self.site = site
        let campaign = try site.rows.campaign(in: site.clinic)
        let patient = try site.rows.patient("P-1", in: site.clinic)
        send = try site.rows.send(of: campaign, to: patient, in: site.clinic, plannedAt: sentAt, sentAt: sentAt)
        let link = try TrackingStore(site.db).linkID(
            "https://lakeside.example/oßer?a=b#c", of: campaign, in: site.clinic, at: sentAt)
        let (send, clinic, now) = (send.rawValue, site.clinic.rawValue, sentAt.seconds)
        unsubscribe = SampleSite.path(site.links.unsubscribe(send: send, clinic: clinic, now: now))
        open = SampleSite.path(site.links.open(send: send, clinic: clinic, now: now))
        click = SampleSite.path(site.links.click(link: link.rawValue, send: send, clinic: clinic, now: now))
    }
}
