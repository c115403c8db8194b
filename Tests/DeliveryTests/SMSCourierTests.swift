import Curl
import Peers
import Testing

@testable import Delivery

@Suite struct SMSCourierTests {
    @Test(
        "every answer of a gateway has its outcome",
        arguments: [
            GatewayAnswer(.status(201, body: #"{"sid":"SM123","status":"queued"}"#), .accepted(reference: "SM123")),
            GatewayAnswer(.status(201, body: #"{"sid":"S\u000aM"}"#), .accepted(reference: nil)),
            GatewayAnswer(.raw("HTTP/1.1 201 Said\r\nContent-Length: 90\r\n\r\n{"), .accepted(reference: nil)),
            GatewayAnswer(
                .status(400, body: #"{"code":21211}"#), .refused(.init(.forEver, .address, code: 400, detail: "21211"))),
            GatewayAnswer(
                .status(400, body: #"{"code":21610}"#), .refused(.init(.forEver, .optedOut, code: 400, detail: "21610"))
            ),
            GatewayAnswer(
                .status(400, body: #"{"code":21606}"#), .refused(.init(.forEver, .sender, code: 400, detail: "21606"))),
            GatewayAnswer(
                .status(400, body: #"{"code":21617}"#), .refused(.init(.forEver, .content, code: 400, detail: "21617"))),
            GatewayAnswer(.status(400, body: "no"), .refused(.init(.forEver, .other, code: 400))),
            GatewayAnswer(.status(403), .unauthorised(code: 403)),
        ])
    func outcomes(row: GatewayAnswer) {
        let peer = HTTPPeer { _ in row.answer }
        #expect(SMSCourier(peer: peer).deliver([.sms()]) == [row.outcome])
        #expect(peer.requests.count == 1)
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
