import Campaigns
import Storage
import TestSupport
import Testing
import Tokens

@testable import Web

/// Turning notifications on and off behind the link to the inbox.
@Suite struct InboxPushTests {
    static let p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    static let auth = "BTBZMqHH6r4Tts7J_aSIgg"
    static let endpoint = "https://updates.push.services.mozilla.com/wpush/v2/gAAAA"

    private func body(_ endpoint: String = endpoint, _ p256dh: String = p256dh, _ auth: String = auth) -> String {
        #"{"endpoint":"\#(endpoint)","expirationTime":null,"keys":{"p256dh":"\#(p256dh)","auth":"\#(auth)"}}"#
    }

    @Test("a browser is kept once, told to the page by its hash alone, and forgotten when it says so")
    func onAndOff() throws {
        try withInbox { inbox throws in
            for _ in 0..<2 { #expect(inbox.post("\(inbox.path)/push", body()).status == 204) }
            #expect(try inbox.site.rows.count("push_subscription") == 1)
            #expect(try inbox.site.rows.count("contact_address", where: "kind = 'push'") == 1)
            let page = inbox.get(inbox.path).text
            #expect(page.contains("data-push=\"\(SampleSite.pushKey)\""))
            #expect(page.contains("data-push-known=\"\(ShortHash.text(of: Self.endpoint))\""))
            #expect(!page.contains("gAAAA"))
            for _ in 0..<2 {
                #expect(inbox.post("\(inbox.path)/push/stop", #"{"endpoint":"\#(Self.endpoint)"}"#).status == 204)
            }
            #expect(try inbox.site.rows.count("push_subscription") == 0)
            #expect(try inbox.site.rows.count("contact_address", where: "kind = 'push'") == 0)
        }
    }

    @Test("what is no subscription to a listed service is refused, and nothing is kept")
    func refused() throws {
        try withInbox { inbox throws in
            let bodies: [(String, Int)] = [
                ("", 400), ("x", 400), ("\u{FF}", 400), ("[]", 422), ("{}", 422), ("null", 422),
                (body("https://127.0.0.1/x"), 422), (body("http://updates.push.services.mozilla.com/x"), 422),
                (body("https://evil.example/x"), 422), (body("https://updates.push.services.mozilla.com:22/x"), 422),
                (body(Self.endpoint, "AAAA"), 422), (body(Self.endpoint, Self.p256dh, "AAAA"), 422),
                (#"{"endpoint":"\#(Self.endpoint)"}"#, 422), (#"{"endpoint":7,"keys":[]}"#, 422),
            ]
            for (body, status) in bodies {
                #expect(inbox.post("\(inbox.path)/push", body).status == status, "\(body)")
            }
            for body in ["", "{}", #"{"endpoint":1}"#] {
                #expect([400, 422].contains(inbox.post("\(inbox.path)/push/stop", body).status), "\(body)")
            }
            #expect(try inbox.site.rows.count("push_subscription") == 0)
        }
    }

    @Test("a link that does not hold keeps nothing")
    func forged() throws {
        try withInbox { inbox throws in
            #expect(inbox.post("\(inbox.path)A/push", body()).status == 404)
            let old = SampleSite.path(inbox.site.links.inbox(inbox.link, now: SampleSite.now.seconds - 30 * 86_400))
            #expect(inbox.post("\(old)/push", body()).status == 410)
            #expect(inbox.get("\(inbox.path)/push").status == 404)
            #expect(try inbox.site.rows.count("push_subscription") == 0)
        }
    }

    @Test("an installation without a key offers none")
    func keyless() throws {
        try SampleSite.with(push: nil) { site in
            let inbox = try InboxSample(site)
            #expect(!inbox.get(inbox.path).text.contains("data-push="))
            #expect(inbox.post("\(inbox.path)/push", body()).status == 404)
        }
    }

    @Test("staff see on how many devices somebody gets notifications")
    func staff() throws {
        try withInbox { inbox throws in
            #expect(inbox.post("\(inbox.path)/push", body()).status == 204)
            let page = try Desk(inbox.site).get("/patients/\(inbox.patient)").text
            #expect(page.contains("Notifications on 1 device"))
        }
    }

    private func withInbox(_ body: (InboxSample) throws -> Void) throws {
        try SampleSite.with { try body(InboxSample($0)) }
    }
}
