import Curl
import Peers
import Testing

@testable import Delivery

@Suite struct SMSCourierTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let answer: HTTPPeer.Answer
        let outcome: Outcome
        var testDescription: String { "\(answer)" }

        init(_ answer: HTTPPeer.Answer, _ outcome: Outcome) { (self.answer, self.outcome) = (answer, outcome) }
    }

    @Test(
        "every answer of a gateway has its outcome",
        arguments: [
            Case(.status(201, body: #"{"sid":"SM123","status":"queued"}"#), .accepted(reference: "SM123")),
            Case(.status(200, body: "garbage"), .accepted(reference: nil)),
            Case(.status(201, body: #"{"sid":"S\u000aM"}"#), .accepted(reference: nil)),
            Case(.raw("HTTP/1.1 201 Said\r\nContent-Length: 90\r\n\r\n{"), .accepted(reference: nil)),
            Case(
                .status(400, body: #"{"code":21211}"#), .refused(.init(.forEver, .address, code: 400, detail: "21211"))),
            Case(
                .status(400, body: #"{"code":21610}"#), .refused(.init(.forEver, .optedOut, code: 400, detail: "21610"))
            ),
            Case(
                .status(400, body: #"{"code":21606}"#), .refused(.init(.forEver, .sender, code: 400, detail: "21606"))),
            Case(
                .status(400, body: #"{"code":21617}"#), .refused(.init(.forEver, .content, code: 400, detail: "21617"))),
            Case(.status(400, body: "no"), .refused(.init(.forEver, .other, code: 400))),
            Case(.status(404), .refused(.init(.forEver, .other, code: 404))),
            Case(.status(429), .providerTrouble(.init(.busy, code: 429))),
            Case(
                .status(429, headers: ["Retry-After: 30"]),
                .providerTrouble(.init(.busy, code: 429, retryAfterSeconds: 30))),
            Case(
                .status(503, headers: ["Retry-After: 7"]),
                .providerTrouble(.init(.busy, code: 503, retryAfterSeconds: 7))),
            Case(.status(401), .unauthorised(code: 401)),
            Case(.status(403), .unauthorised(code: 403)),
            Case(.status(500), .unknown(code: 500)),
            Case(.status(302, headers: ["Location: /x"]), .unknown(code: 302)),
            Case(.raw("garbage\r\n"), .unknown(code: 0)),
            Case(.hangUp, .unknown(code: 0)),
            Case(.reset, .unknown(code: 0)),
            Case(.silence, .unknown(code: 0)),
        ])
    func outcomes(row: Case) {
        let peer = HTTPPeer { _ in row.answer }
        #expect(SMSCourier(peer: peer).deliver([.sms()]) == [row.outcome])
        #expect(peer.requests.count == 1)
    }

    @Test("nobody at the door is the provider's trouble")
    func connectionRefused() {
        let peer = HTTPPeer { _ in .status(201) }
        peer.stop()
        #expect(SMSCourier(peer: peer).deliver([.sms()]) == [.providerTrouble(.init(.unreachable))])
    }

    @Test("a gateway that closes a kept connection without a word gets one copy, and nobody says it was refused")
    func oneCopy() {
        let peer = HTTPPeer { $0 == 1 ? .status(201) : .hangUp }
        let courier = SMSCourier(peer: peer)
        #expect(courier.deliver([.sms(key: "a")]) == [.accepted(reference: nil)])
        #expect(courier.deliver([.sms(key: "b")]) == [.unknown(code: 0)])
        #expect(peer.requests.count == 2)
    }

    @Test("the form is the dialect's")
    func form() throws {
        let peer = HTTPPeer { _ in .status(201) }
        let service = "MG" + String(repeating: "0", count: 32)
        let messages = [
            OutgoingSMS(
                sender: "+13125550100", recipient: "+13125550142", text: "Hi", statusCallback: "https://c.example/r/1"),
            OutgoingSMS(sender: service, recipient: "+13125550142", text: "Hi"),
        ]
        for message in messages {
            _ = SMSCourier(peer: peer).deliver([OutgoingMessage(dedupeKey: "k", content: .sms(message))])
        }
        #expect(peer.requests.map(\.path) == Array(repeating: "/2010-04-01/Accounts/AC1/Messages.json", count: 2))
        #expect(
            peer.requests[0].body
                == "To=%2B13125550142&From=%2B13125550100&Body=Hi&StatusCallback=https%3A%2F%2Fc.example%2Fr%2F1")
        #expect(peer.requests[1].body == "To=%2B13125550142&MessagingServiceSid=\(service)&Body=Hi")
    }
}
