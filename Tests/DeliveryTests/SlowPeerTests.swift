import Curl
import Peers
import Testing

@testable import Delivery

/// Providers that take their time, or all of ours: a transfer ends at its limit, and what may have left is in doubt.
///
/// The limit is half a second here and 20 s in earnest (delivery.md 4).
@Suite struct SlowPeerTests {
    struct MailCase: CustomTestStringConvertible, Sendable {
        let moment: SMTPPeer.Moment
        let action: SMTPPeer.Action
        let outcome: Outcome
        var testDescription: String { "\(moment): \("\(action)".prefix(60))" }

        init(_ moment: SMTPPeer.Moment, _ action: SMTPPeer.Action, _ outcome: Outcome) {
            (self.moment, self.action, self.outcome) = (moment, action, outcome)
        }
    }

    private static let anna = "anna@example.com"

    @Test(
        "a slow mail server is given up at the limit",
        arguments: [
            MailCase(.greeting, .silence, .providerTrouble(.init(.unreachable))),
            MailCase(.greeting, .drip("220 good morning"), .providerTrouble(.init(.unreachable))),
            MailCase(.greeting, .halfClose, .providerTrouble(.init(.unreachable))),
            MailCase(.greeting, .endless("220-and another thing\r\n"), .providerTrouble(.init(.unreachable))),
            MailCase(.recipient(anna), .silence, .providerTrouble(.init(.unreachable, code: 250))),
            MailCase(.recipient(anna), .drip("250 go on, go on"), .providerTrouble(.init(.unreachable, code: 250))),
            MailCase(.recipient(anna), .halfClose, .providerTrouble(.init(.unreachable, code: 250))),
            MailCase(
                .recipient(anna), .endless("250-and another thing\r\n"),
                .providerTrouble(.init(.unreachable, code: 250))),
            MailCase(.data, .silence, .providerTrouble(.init(.unreachable, code: 250))),
            MailCase(.data, .endless("x"), .providerTrouble(.init(.unreachable, code: 250))),
            MailCase(.message, .silence, .unknown(code: 354)),
            MailCase(.message, .drip("250 2.0.0 queued"), .unknown(code: 354)),
            MailCase(.message, .halfClose, .unknown(code: 354)),
            MailCase(.message, .endless("250-and another thing\r\n"), .unknown(code: 354)),
            MailCase(.message, .endless("what is it\r\n"), .unknown(code: 354)),
            MailCase(.message, .endless("x"), .unknown(code: 354)),
        ])
    func mail(row: MailCase) {
        let peer = SMTPPeer { moment, _ in moment == row.moment ? row.action : .usual }
        let spent = ContinuousClock().measure {
            #expect(SMTPCourier(peer: peer).deliver([.email()]) == [row.outcome])
        }
        #expect(spent < .seconds(4))
        #expect(peer.messages.isEmpty)
    }

    @Test("one that talks without end keeps no other from its turn")
    func others() {
        let peer = SMTPPeer { moment, connection in
            moment == .message && connection == 1 ? .endless("250-and another thing\r\n") : .usual
        }
        let outcomes = SMTPCourier(peer: peer).deliver((1...6).map { .email(key: "send:\($0)") })
        #expect(outcomes.filter { $0 == .accepted(reference: "PEER1") }.count == 5)
        #expect(outcomes.filter { $0 == .unknown(code: 354) }.count == 1)
    }

    @Test("asked to end, a mail server that never answers costs one limit, and what has not begun is as it was")
    func endingMail() {
        let peer = SMTPPeer { moment, _ in moment == .message ? .silence : .usual }
        let messages = (1...6).map { OutgoingMessage.email(key: "send:\($0)") }
        let spent = ContinuousClock().measure {
            let outcomes = SMTPCourier(peer: peer).deliver(
                messages, under: DeliveryConditions { peer.connections == 2 })
            #expect(outcomes == [.unknown(code: 354), .unknown(code: 354)] + Array(repeating: .notBegun, count: 4))
        }
        #expect(spent < .seconds(4))
        #expect(peer.connections == 2)
    }

    @Test("asked to end, a gateway that never answers costs one limit, and what has not begun is as it was")
    func endingWeb() {
        let peers = [HTTPPeer { _ in .silence }, HTTPPeer { _ in .silence }]
        let couriers: [any Courier] = [SMSCourier(peer: peers[0]), KannelCourier(peer: peers[1])]
        let messages = (1...6).map { OutgoingMessage.sms(key: "send:\($0)") }
        for (courier, peer) in zip(couriers, peers) {
            let spent = ContinuousClock().measure {
                let outcomes = courier.deliver(messages, under: DeliveryConditions { peer.connections == 2 })
                #expect(outcomes == [.unknown(code: 0), .unknown(code: 0)] + Array(repeating: .notBegun, count: 4))
            }
            #expect(spent < .seconds(4))
            #expect(peer.requests.count == 2)
        }
    }

    struct WebCase: CustomTestStringConvertible, Sendable {
        let answer: HTTPPeer.Answer
        let outcome: Outcome
        var testDescription: String { String("\(answer)".prefix(60)) }

        init(_ answer: HTTPPeer.Answer, _ outcome: Outcome) { (self.answer, self.outcome) = (answer, outcome) }
    }

    private static let taken = "HTTP/1.1 201 Said\r\nContent-Length: 90000000\r\n\r\n"

    @Test(
        "a slow gateway is given up at the limit; a status that came counts though its body did not end",
        arguments: [
            WebCase(.silence, .unknown(code: 0)), WebCase(.halfClose, .unknown(code: 0)),
            WebCase(.drip("HTTP/1.1 201 Said\r\n"), .unknown(code: 0)),
            WebCase(.endless("HTTP/1.1 201 Said\r\n", "X-More: and another thing\r\n"), .accepted(reference: nil)),
            WebCase(.endless("", "what is it\r\n"), .unknown(code: 0)),
            WebCase(.endless(taken, "x"), .accepted(reference: nil)),
            WebCase(.endless("HTTP/1.1 500 Said\r\nContent-Length: 90000000\r\n\r\n", "x"), .unknown(code: 500)),
        ])
    func web(row: WebCase) {
        let peer = HTTPPeer { _ in row.answer }
        let spent = ContinuousClock().measure {
            #expect(SMSCourier(peer: peer).deliver([.sms()]) == [row.outcome])
        }
        #expect(spent < .seconds(4))
        #expect(peer.requests.count == 1)
    }
}
