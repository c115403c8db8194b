import Curl
import Peers
import Testing

@testable import Delivery

@Suite struct KannelCourierTests {
    @Test(
        "every answer of a smsbox has its outcome",
        arguments: [
            GatewayAnswer(.status(202, body: "0: Accepted for delivery"), .accepted(reference: nil)),
            GatewayAnswer(.status(202, body: "3: Queued for later delivery"), .accepted(reference: nil)),
            GatewayAnswer(.raw("HTTP/1.1 202 Accepted\r\nContent-Length: 90\r\n\r\n0"), .accepted(reference: nil)),
            GatewayAnswer(
                .status(503, body: "Temporal failure, try again later."), .providerTrouble(.init(.busy, code: 503))),
            GatewayAnswer(.status(403, body: "Authorization failed for sendsms"), .unauthorised(code: 403)),
            GatewayAnswer(
                .status(403, body: "Not routable. Do not try again."), .refused(.init(.forEver, .other, code: 403))),
            GatewayAnswer(
                .status(400, body: "Sender missing and no global set, rejected"),
                .refused(.init(.forEver, .sender, code: 400))),
            GatewayAnswer(
                .status(400, body: "Missing receiver(s) number(s), rejected"),
                .refused(.init(.forEver, .address, code: 400))),
            GatewayAnswer(
                .status(400, body: "Charset or body misformed, rejected"),
                .refused(.init(.forEver, .content, code: 400))),
            // A list in the gateway's own configuration says nothing about the number.
            GatewayAnswer(
                .status(400, body: "Number(s) has/have been denied by white- and/or black-lists."),
                .refused(.init(.forEver, .other, code: 400))),
            GatewayAnswer(.status(500, body: "Sending failed."), .unknown(code: 500)),
        ])
    func outcomes(row: GatewayAnswer) {
        let peer = HTTPPeer { _ in row.answer }
        #expect(KannelCourier(peer: peer).deliver([.sms()]) == [row.outcome])
        #expect(peer.requests.count == 1)
    }

    @Test(
        "the text is the body, in the alphabet that it needs, and its numbers and reports stand in headers",
        arguments: [
            ("Tomorrow at 9:00 {€}, Zoé", "0"), ("Tomorrow at 9:00, Zoë", "2"), ("Завтра 😀\nв 9", "2"), ("a\r\nb", "0"),
        ])
    func request(text: String, coding: String) {
        let peer = HTTPPeer { _ in .status(202) }
        let sms = OutgoingSMS(
            sender: "Lind\r\nX-Kannel-To: 1", recipient: "+13125550142", text: text,
            statusCallback: "https://c.example/r/1.2")
        _ = KannelCourier(peer: peer).deliver([OutgoingMessage(dedupeKey: "k", content: .sms(sms))])
        let request = peer.requests[0]
        #expect(request.path == "/cgi-bin/sendsms")
        #expect(request.body == text)
        #expect(request.headers["content-type"] == "text/plain; charset=UTF-8")
        #expect(request.headers["x-kannel-username"] == "campanile")
        #expect(request.headers["x-kannel-password"] == "pass")
        #expect(request.headers["x-kannel-from"] == "LindX-Kannel-To: 1")
        #expect(request.headers["x-kannel-to"] == "+13125550142")
        #expect(request.headers["x-kannel-coding"] == coding)
        #expect(request.headers["x-kannel-dlr-mask"] == "31")
        #expect(request.headers["x-kannel-dlr-url"] == "https://c.example/r/1.2?type=%d&id=%F&answer=%A")
    }

    @Test("a gateway that is not asked for reports gets no address for them")
    func noReports() {
        let peer = HTTPPeer { _ in .status(202) }
        _ = KannelCourier(peer: peer).deliver([.sms()])
        #expect(peer.requests[0].headers.keys.allSatisfy { !$0.hasPrefix("x-kannel-dlr") })
    }
}
