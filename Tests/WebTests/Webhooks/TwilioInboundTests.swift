import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Tokens
@testable import Web

/// Texts that the gateway hands over.
@Suite struct TwilioInboundTests {
    @Test("a signed text is kept and answered at once, told again it is kept no more")
    func kept() throws {
        try SampleSite.with { site in
            for _ in 0..<3 {
                let answer = tell(Self.text, to: site)
                #expect(answer.status == 200)
                #expect(answer.text == "<Response/>")
                #expect(answer.header("Content-Type") == "text/xml; charset=utf-8")
            }
            try #expect(site.rows.count("inbound_message") == 1)
            try #expect(
                site.rows.count(
                    "inbound_message",
                    where: "text = 'Can we come at five?' AND provider_key = 'SM0000001' AND state = 'shown'") == 1)
        }
    }

    @Test("STOP ends all texts to the number before it is answered")
    func stop() throws {
        try SampleSite.with { site in
            #expect(tell(Self.text + [("Body", "STOP")], to: site).status == 200)
            try #expect(site.rows.count("suppression", where: "cause = 'opt_out' AND scope = 'all'") == 1)
        }
    }

    @Test("STOP is kept though MariaDB has gone and come since the last text")
    func lost() throws {
        try SampleSite.with { site in
            #expect(tell(Self.text, to: site).status == 200)
            let others = "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()"
            for other in try site.db.rows(others) { try site.db.script("KILL \(other.int("id") as Int)") }
            let stop = Self.text + [("Body", "STOP"), ("MessageSid", "SM0000002")]
            #expect(tell(stop, to: site).status == 200)
            try #expect(site.rows.count("suppression", where: "cause = 'opt_out' AND scope = 'all'") == 1)
        }
    }

    @Test("what is forged changes nothing")
    func forged() throws {
        try SampleSite.with { site in
            let good = sign(Self.text)
            for signature in [nil, "", "AAAA", String(good.dropLast(2)), sign(Self.text, token: "another")] {
                #expect(tell(Self.text, to: site, signature: signature).status == 403, "\(signature ?? "none")")
            }
            // Signed, but for other words, another address, or with a field slipped in.
            #expect(tell(Self.text + [("Body", "START")], to: site, signature: good).status == 403)
            #expect(tell(Self.text + [("NumMedia", "1")], to: site, signature: good).status == 403)
            let elsewhere = sign(Self.text, url: "https://elsewhere.example/webhooks/twilio/sms")
            #expect(tell(Self.text, to: site, signature: elsewhere).status == 403)
            try #expect(site.rows.count("inbound_message") == 0)
        }
    }

    @Test(
        "what is signed but cannot be used changes nothing",
        arguments: [
            ("MessageSid", "", 400), ("MessageSid", "SM 1", 400),
            ("MessageSid", String(repeating: "A", count: 65), 400),
            ("From", nil, 400), ("Body", nil, 400), ("To", nil, 400), ("MessageSid", nil, 400),
            ("Body", String(repeating: "a", count: 1_601), 413), ("From", "", 404), ("From", "12345", 404),
            ("From", "whatsapp:+13125550142", 404), ("From", "+1312555014200000", 404), ("From", "VERIZON", 404),
            ("To", "+13125550199", 404),
        ] as [(String, String?, Int)])
    func unusable(field: String, value: String?, status: Int) throws {
        try SampleSite.with { site in
            let text = Self.text.filter { $0.0 != field } + (value.map { [(field, $0)] } ?? [])
            #expect(tell(text, to: site, isWhole: true).status == status)
            try #expect(site.rows.count("inbound_message") == 0)
        }
    }

    @Test("a body that is no form, or longer than any, changes nothing")
    func noForm() throws {
        try SampleSite.with { site in
            let headers = [TwilioSignature.header: sign([])]
            for body in ["%zz", "%FF", "{\"Body\":\"STOP\"}"] {
                let answer = site.respond("POST", TwilioInbound.path, headers: headers, body: Array(body.utf8))
                #expect((400..<500).contains(answer.status), "\(body)")
            }
            let many = Array((0...1_000).map { "a\($0)=" }.joined(separator: "&").utf8)
            #expect(site.respond("POST", TwilioInbound.path, headers: headers, body: many).status == 403)
            #expect(site.respond("POST", TwilioInbound.path, headers: headers, isTooLarge: true).status == 413)
            for method in ["GET", "PUT", "DELETE"] {
                #expect(site.respond(method, TwilioInbound.path, headers: headers).status == 405)
            }
            try #expect(site.rows.count("inbound_message") == 0)
        }
    }

    @Test("hostile words are words: they are kept, and shown as they are")
    func hostile() throws {
        let words = [
            "'; DROP TABLE send; --", "<script>alert(1)</script>", "\u{0}\u{1B}[2J", "\u{202E}evil", "a\r\nb\rc",
            String(repeating: "😀", count: 1_600), "&amp;", "=cmd()", "",
        ]
        try SampleSite.with { site in
            for (number, word) in words.enumerated() {
                let text = Self.text + [("Body", word), ("MessageSid", "SM\(number)")]
                #expect(tell(text, to: site).status == 200, "\(number)")
            }
            try #expect(site.rows.count("inbound_message", where: "state = 'shown'") == words.count)
            try #expect(site.rows.count("inbound_message", where: "text = 'a\\nb\\nc'") == 1)
            let page = try Desk(site).get("/replies")
            #expect(page.status == 200)
            #expect(page.text.contains("&lt;script>alert(1)") || page.text.contains("&lt;script&gt;alert(1)"))
            #expect(!page.text.contains("<script>alert"))
        }
    }

    @Test("without a gateway there is no such page")
    func none() throws {
        try SampleSite.with(gateway: nil) { site in
            #expect(tell(Self.text, to: site).status == 404)
            try #expect(site.rows.count("inbound_message") == 0)
        }
    }

    private static let text = [
        ("MessageSid", "SM0000001"), ("From", "+13125550142"), ("To", "+13125550100"), ("Body", "Can we come at five?"),
        ("AccountSid", "AC0"), ("FromCity", "CHICAGO"),
    ]

    /// Posts the text, a later field in the place of an earlier one.
    ///
    /// - Parameters:
    ///   - signature: nil for none.
    ///   - isWhole: whether the fields are sent as they are.
    private func tell(
        _ text: [(String, String)], to site: SampleSite, signature: String?? = .none, isWhole: Bool = false
    ) -> Response {
        let fields = isWhole ? text : Self.latest(text)
        let body = fields.map { "\(PercentCoding.encode($0.0))=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
        var headers: [String: String] = [:]
        headers[TwilioSignature.header] = signature ?? sign(fields)
        return site.respond("POST", TwilioInbound.path, headers: headers, body: Array(body.utf8))
    }

    private static func latest(_ text: [(String, String)]) -> [(String, String)] {
        Array(Dictionary(text) { $1 }).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func sign(
        _ text: [(String, String)], url: String = "http://127.0.0.1:9080/webhooks/twilio/sms",
        token: String = SampleSite.gatewayToken
    ) -> String {
        TwilioSignature.text(url: url, fields: text.map { (name: $0.0, value: $0.1) }, token: token)
    }
}
