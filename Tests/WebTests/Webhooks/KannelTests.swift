import Campaigns
import CivilTime
import Testing
import Tokens

@testable import Web

/// What a Kannel gateway tells: what became of our texts, and what people write back.
@Suite struct KannelTests {
    @Test(
        "every delivery report is kept under its meaning",
        arguments: [
            ("1", "", "delivered", "1"), ("2", "", "bounced_now", "2"), ("4", "", "accepted", "4"),
            ("8", "ACK%2F", "accepted", "8"), ("16", "NACK%2F0%2FBusy", "bounced_now", "NACK/0"),
            ("16", "NACK%2F11%2FInvalid+Destination+Address", "bounced_for_ever", "NACK/11"),
            // What an SMSC says may hold the text: it is not kept.
            ("2", "id:1+stat:UNDELIV+text:Dear+Mia", "bounced_now", "2"),
        ])
    func reports(type: String, answer: String, kind: String, code: String) throws {
        try SampleSite.with(gateway: SampleSite.kannel) { site in
            for _ in 0..<2 {
                #expect(report(site, "type=\(type)&id=ab-12&answer=\(answer)").status == 204)
            }
            let rows = try site.db.rows(
                "SELECT CONCAT_WS(' ', send_id, wire, provider, kind, code, reference) AS one FROM receipt")
            #expect(rows.map { $0.text("one") } == ["77 1 kannel \(kind) \(code) ab-12"])
        }
    }

    @Test("what is no report, or comes to an address that we never gave or long ago, changes nothing")
    func strangeReports() throws {
        try SampleSite.with(gateway: SampleSite.kannel) { site in
            for query in ["", "type=", "type=3", "type=x", "type=32", "type=1%00"] {
                #expect(report(site, query).status == 400, "\(query)")
            }
            #expect(report(site, "type=1", method: "HEAD").status == 400)
            #expect(report(site, "type=1", method: "POST").status == 405)
            for secret in ["x", String(SampleSite.kannelSecret.dropLast()), "%00", SampleSite.kannelSecret + "x"] {
                #expect(report(site, "type=1", secret: secret).status == 404)
            }
            #expect(report(site, "type=1", token: "1.1.receipt.1.MQ.9999999999.AAAA").status == 404)
            #expect(report(site, "type=1", at: SampleSite.now.adding(hours: 240)).status == 404)
            try #expect(site.rows.count("receipt") == 0)
        }
        try SampleSite.with { site in
            #expect(report(site, "type=1").status == 404)
            try #expect(site.rows.count("receipt") == 0)
        }
    }

    @Test("a text is kept once, in whatever alphabet it comes, and answered with nothing")
    func texts() throws {
        let words: [(String, [UInt8], String)] = [
            ("UTF-8", Array("Can we come at 5? É".utf8), "Can we come at 5? É"),
            ("utf-16be", [0x04, 0x1F, 0xD8, 0x3D, 0xDE, 0x00], "П😀"),
            // One bad character does not lose a text.
            ("UTF-8", [0x53, 0xFF, 0x54], "S\u{FFFD}T"), ("UTF-16BE", [0x00, 0x53, 0xD8, 0x3D, 0x00], "S\u{FFFD}"),
        ]
        for (charset, bytes, text) in words {
            try SampleSite.with(gateway: SampleSite.kannel) { site in
                for _ in 0..<2 {
                    let answer = write(site, bytes, type: "text/plain; charset=\"\(charset)\"")
                    #expect(answer.status == 200)
                    #expect(answer.text.isEmpty)
                    #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
                }
                let rows = try site.db.rows("SELECT text, provider, provider_key FROM inbound_message")
                #expect(rows.map { $0.text("text") } == [text])
                #expect(rows.first?.text("provider") == "kannel")
                #expect(rows.first?.text("provider_key") == Self.key)
            }
        }
    }

    @Test("STOP ends all texts to the number before it is answered")
    func stop() throws {
        try SampleSite.with(gateway: SampleSite.kannel) { site in
            #expect(write(site, Array("Stop.".utf8)).status == 200)
            try #expect(site.rows.count("suppression", where: "cause = 'opt_out' AND scope = 'all'") == 1)
        }
    }

    @Test("what is forged, for another number or no text at all, changes nothing")
    func strangeTexts() throws {
        try SampleSite.with(gateway: SampleSite.kannel) { site in
            let stop = Array("STOP".utf8)
            for secret in ["x", "", SampleSite.kannelSecret.uppercased()] {
                #expect(write(site, stop, secret: secret).status == 404)
            }
            #expect(write(site, stop, type: "application/octet-stream").status == 400)
            #expect(write(site, stop, key: "").status == 400)
            #expect(write(site, stop, key: "a b").status == 400)
            #expect(write(site, Array(repeating: 0x61, count: 1_601)).status == 413)
            for header in ["x-kannel-from", "x-kannel-to"] { #expect(write(site, stop, without: header).status == 400) }
            #expect(write(site, stop, to: "+13125550199").status == 404)
            #expect(write(site, stop, from: "12345").status == 404)
            #expect(write(site, stop, method: "GET").status == 405)
            try #expect(site.rows.count("inbound_message") == 0)
            try #expect(site.rows.count("suppression") == 0)
        }
        try SampleSite.with { site in
            #expect(write(site, Array("STOP".utf8)).status == 404)
            try #expect(site.rows.count("inbound_message") == 0)
        }
    }

    private static let key = "11b360eb-6f2a-4918-943b-4b8213a4c6c2"

    private func report(
        _ site: SampleSite, _ query: String, method: String = "GET", secret: String = SampleSite.kannelSecret,
        token: String? = nil, at now: Instant = SampleSite.now
    ) -> Response {
        let link = ReceiptLink(clinic: site.clinic.rawValue, send: 77, wire: 1)
        let token = token ?? site.links.receipt(link, now: SampleSite.now.seconds)
        return site.respond(method, "/webhooks/kannel/\(secret)/receipts/\(token)?\(query)", at: now)
    }

    private func write(
        _ site: SampleSite, _ body: [UInt8], type: String = "text/plain; charset=\"UTF-8\"", method: String = "POST",
        secret: String = SampleSite.kannelSecret, key: String = key, from: String = "+13125550142",
        to: String = "+13125550100", without missing: String? = nil
    ) -> Response {
        var headers = ["content-type": type, "x-kannel-from": from, "x-kannel-to": to, "x-kannel-coding": "0"]
        if let missing { headers[missing] = nil }
        let target = "/webhooks/kannel/\(secret)/texts?id=\(PercentCoding.encode(key))"
        return site.respond(method, target, headers: headers, body: body)
    }
}
