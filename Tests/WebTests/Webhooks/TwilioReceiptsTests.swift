import Campaigns
import CivilTime
import Testing
import Tokens

@testable import Web

/// What becomes of our texts, as Twilio tells of it.
@Suite struct TwilioReceiptsTests {
    @Test(
        "every state that Twilio tells is kept under its meaning",
        arguments: [
            ("accepted", nil, "accepted"), ("queued", nil, "accepted"), ("sending", nil, "accepted"),
            ("sent", nil, "accepted"), ("delivered", nil, "delivered"), ("read", nil, "delivered"),
            ("undelivered", "30003", "bounced_now"), ("undelivered", nil, "bounced_now"),
            ("failed", "30007", "bounced_now"), ("failed", "x", "bounced_now"),
            ("undelivered", "30005", "bounced_for_ever"), ("failed", "30006", "bounced_for_ever"),
            ("failed", "21211", "bounced_for_ever"), ("failed", "21614", "bounced_for_ever"),
            ("failed", "21610", "opted_out"), ("receiving", nil, nil), ("scheduled", nil, nil), ("", nil, nil),
            ("DELIVERED", nil, nil),
        ] as [(String, String?, String?)])
    func states(state: String, code: String?, kind: String?) throws {
        try SampleSite.with { site in
            var fields = Self.fields(state)
            fields["ErrorCode"] = code
            #expect(site.postSigned(address(site), fields).status == 204)
            let rows = try site.db.rows("SELECT clinic_id, send_id, wire, provider, kind, code, reference FROM receipt")
            #expect(rows.map { $0.text("kind") } == [kind].compactMap(\.self))
            guard let row = rows.first else { return }
            #expect(row.int("clinic_id") == site.clinic.rawValue)
            #expect(row.int("send_id") == Int64(77))
            #expect(row.int("wire") == Int64(2))
            #expect(row.text("provider") == "twilio")
            #expect(row.optionalText("code") == code.flatMap { Int($0) }.map(String.init))
            #expect(row.text("reference") == "SM0000001")
        }
    }

    @Test("what is told again is kept once")
    func replayed() throws {
        try SampleSite.with { site in
            for state in ["sent", "queued", "delivered", "sent", "delivered"] {
                #expect(site.postSigned(address(site), Self.fields(state)).status == 204)
            }
            try #expect(site.rows.count("receipt") == 2)
        }
    }

    @Test("what is forged changes nothing: no signature, another's, for another message or another address")
    func forged() throws {
        try SampleSite.with { site in
            let path = address(site)
            #expect(site.postSigned(path, Self.fields("delivered"), token: nil).status == 403)
            #expect(site.postSigned(path, Self.fields("delivered"), token: "another").status == 403)
            let other = address(site, send: 78)
            #expect(
                site.postSigned(other, Self.fields("delivered"), url: "http://127.0.0.1:9080" + path).status == 403)
            // Signed by the gateway, but at an address that we never gave.
            let made = ["x", "1.1.receipt.1.MQ.9999999999.AAAA", String(path.dropFirst(Self.base.count).dropLast(1))]
            for token in made { #expect(site.postSigned(Self.base + token, Self.fields("delivered")).status == 404) }
            let unsubscribe = site.links.unsubscribe(
                send: 77, clinic: site.clinic.rawValue, now: SampleSite.now.seconds)
            let token = try #require(unsubscribe.split(separator: "/").last)
            #expect(site.postSigned(Self.base + token, Self.fields("delivered")).status == 404)
            try #expect(site.rows.count("receipt") == 0)
        }
    }

    @Test("what comes more than ten days after its text left changes nothing")
    func old() throws {
        try SampleSite.with { site in
            let path = address(site)
            let end = SampleSite.now.adding(hours: 240)
            #expect(site.postSigned(path, Self.fields("delivered"), at: end).status == 404)
            try #expect(site.rows.count("receipt") == 0)
            #expect(site.postSigned(path, Self.fields("delivered"), at: end.adding(seconds: -1)).status == 204)
            try #expect(site.rows.count("receipt") == 1)
        }
    }

    @Test("what is signed but cannot be read changes nothing")
    func unusable() throws {
        try SampleSite.with { site in
            for field in ["MessageSid", "MessageStatus"] {
                var fields = Self.fields("delivered")
                fields[field] = nil
                #expect(site.postSigned(address(site), fields).status == 400)
            }
            for key in ["", "SM 1", String(repeating: "A", count: 65), "'; DROP TABLE receipt; --"] {
                var fields = Self.fields("delivered")
                fields["MessageSid"] = key
                #expect(site.postSigned(address(site), fields).status == 400)
            }
            #expect(site.respond("POST", address(site), isTooLarge: true).status == 413)
            #expect(site.respond("POST", address(site), body: Array("%zz".utf8)).status == 403)
            for method in ["GET", "PUT"] { #expect(site.respond(method, address(site)).status == 405) }
            try #expect(site.rows.count("receipt") == 0)
        }
    }

    @Test("a gateway of another dialect, or none, is told that there is no such page")
    func none() throws {
        for gateway in [nil, SampleSite.kannel] {
            try SampleSite.with(gateway: gateway) { site in
                #expect(site.postSigned(address(site), Self.fields("delivered")).status == 404)
                try #expect(site.rows.count("receipt") == 0)
            }
        }
    }

    private static let base = "/webhooks/twilio/receipts/"

    private func address(_ site: SampleSite, send: Int64 = 77) -> String {
        let link = ReceiptLink(clinic: site.clinic.rawValue, send: send, wire: 2)
        return Self.base + site.links.receipt(link, now: SampleSite.now.seconds)
    }

    private static func fields(_ state: String) -> [String: String] {
        [
            "MessageSid": "SM0000001", "MessageStatus": state, "To": "+13125550142", "From": "+13125550100",
            "AccountSid": "AC0", "ApiVersion": "2010-04-01",
        ]
    }
}
