import Curl
import Peers
import Testing

@testable import Delivery

@Suite struct SMTPCourierTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let moment: SMTPPeer.Moment
        let action: SMTPPeer.Action
        let outcome: Outcome
        var testDescription: String { "\(moment): \(action)" }

        init(_ moment: SMTPPeer.Moment, _ action: SMTPPeer.Action, _ outcome: Outcome) {
            (self.moment, self.action, self.outcome) = (moment, action, outcome)
        }
    }

    @Test(
        "every answer of a mail server has its outcome",
        arguments: [
            // Taken over.
            Case(.message, .reply("250 2.0.0 Ok: queued as 4XyZ"), .accepted(reference: "4XyZ")),
            Case(.message, .reply("250 fine"), .accepted(reference: "fine")),
            // Refused for ever.
            Case(
                .recipient(anna), .reply("550 5.1.1 no such user"),
                .refused(.init(.forEver, .address, code: 550, detail: "5.1.1"))),
            Case(.recipient(anna), .reply("550 no such user"), .refused(.init(.forEver, .address, code: 550))),
            Case(
                .recipient(anna), .reply("554 5.7.1 relay denied"),
                .refused(.init(.forEver, .content, code: 554, detail: "5.7.1"))),
            Case(
                .recipient(anna), .reply("552 5.2.2 mailbox full"),
                .refused(.init(.forEver, .other, code: 552, detail: "5.2.2"))),
            Case(
                .sender(desk), .reply("550 5.1.8 bad sender"),
                .refused(.init(.forEver, .sender, code: 550, detail: "5.1.8"))),
            Case(
                .sender(desk), .reply("550 5.1.1 who are you"),
                .refused(.init(.forEver, .sender, code: 550, detail: "5.1.1"))),
            Case(.message, .reply("554 spam"), .refused(.init(.forEver, .content, code: 554))),
            Case(
                .message, .reply("550-5.7.1 spam\r\n550 5.7.1 see"),
                .refused(.init(.forEver, .content, code: 550, detail: "5.7.1"))),
            // Refused for now.
            Case(
                .recipient(anna), .reply("451 4.7.1 greylisted"),
                .refused(.init(.forNow, .content, code: 451, detail: "4.7.1"))),
            Case(.recipient(anna), .reply("450 busy"), .refused(.init(.forNow, .other, code: 450))),
            Case(.message, .reply("451 try later"), .refused(.init(.forNow, .content, code: 451))),
            // The provider as a whole.
            Case(.greeting, .reply("421 too many"), .providerTrouble(.init(.busy, code: 421))),
            Case(.recipient(anna), .reply("421 closing"), .providerTrouble(.init(.busy, code: 421))),
            Case(.message, .reply("421 closing"), .providerTrouble(.init(.busy, code: 421))),
            Case(.greeting, .reply("554 go away"), .providerTrouble(.init(.turnedAway, code: 554))),
            Case(.greeting, .hangUp, .providerTrouble(.init(.unreachable))),
            Case(.greeting, .silence, .providerTrouble(.init(.unreachable))),
            Case(.data, .reset, .providerTrouble(.init(.unreachable, code: 250))),
            // Not known to it.
            Case(.sender(desk), .reply("530 5.7.0 authentication required"), .unauthorised(code: 530)),
            // Nobody knows.
            Case(.message, .hangUp, .unknown(code: 354)),
            Case(.message, .reset, .unknown(code: 354)),
            Case(.message, .silence, .unknown(code: 354)),
        ])
    func outcomes(row: Case) {
        let peer = SMTPPeer { moment, _ in moment == row.moment ? row.action : .usual }
        #expect(SMTPCourier(peer: peer).deliver([.email()]) == [row.outcome])
    }

    @Test(
        "a wrong password is a person's to mend, a broken sign-in passes",
        arguments: [
            ("535 5.7.8 no", Outcome.unauthorised(code: 535)),
            ("454 4.7.0 later", .providerTrouble(.init(.turnedAway, code: 454))),
        ])
    func login(reply: String, outcome: Outcome) {
        let peer = SMTPPeer(extensions: ["AUTH PLAIN"]) { moment, _ in
            if case .login = moment { .reply(reply) } else { .usual }
        }
        let courier = SMTPCourier(peer: peer, extensions: Credentials(name: "desk", password: "falsch"))
        #expect(courier.deliver([.email()]) == [outcome])
    }

    @Test("nobody at the door is the provider's trouble")
    func connectionRefused() {
        let peer = SMTPPeer()
        peer.stop()
        #expect(SMTPCourier(peer: peer).deliver([.email()]) == [.providerTrouble(.init(.unreachable))])
    }

    @Test("one bad address in a group costs the others nothing, and outcomes stand in the group's order")
    func group() {
        let peer = SMTPPeer { moment, _ in moment == .recipient("gone@example.com") ? .reply("550 5.1.1 no") : .usual }
        let addresses = ["a@example.com", "gone@example.com", "b@example.com", "c@example.com"]
        let outcomes = SMTPCourier(peer: peer).deliver(addresses.map { .email(to: $0, key: $0) })
        #expect(outcomes[1] == .refused(.init(.forEver, .address, code: 550, detail: "5.1.1")))
        #expect([0, 2, 3].allSatisfy { outcomes[$0] == .accepted(reference: "PEER1") })
        #expect(peer.messages.map(\.recipient).sorted() == ["a@example.com", "b@example.com", "c@example.com"])
    }

    @Test("an address beyond ASCII goes where the server offers SMTPUTF8, in the envelope and in the header")
    func beyondASCII() throws {
        let peer = SMTPPeer(extensions: ["8BITMIME", "SMTPUTF8"])
        let outcomes = SMTPCourier(peer: peer).deliver([.email(to: "josé@bücher.example"), .email()])
        #expect(outcomes.allSatisfy { $0 == .accepted(reference: "PEER1") })
        let wide = try #require(peer.messages.first { $0.recipient == "josé@xn--bcher-kva.example" })
        #expect(wide.parameters == "SMTPUTF8")
        #expect(wide.text.contains("<josé@xn--bcher-kva.example>\r\n"))
        #expect(peer.messages.first { $0.recipient == "anna@example.com" }?.parameters == "")
    }

    @Test("where the server does not offer it, that one is refused for ever, unasked, and the others go on")
    func beyondTheServer() {
        let peer = SMTPPeer()
        let courier = SMTPCourier(peer: peer)
        let addresses = ["a@example.com", "josé@example.com", "b@bücher.example", "c@example.com"]
        let outcomes = courier.deliver(addresses.map { .email(to: $0, key: $0) })
        #expect(outcomes[1] == .refused(.init(.forEver, .beyondASCII, code: 0)))
        #expect([0, 2, 3].allSatisfy { outcomes[$0] == .accepted(reference: "PEER1") })
        #expect(!peer.messages.contains { $0.recipient.hasPrefix("jos") } && peer.connections <= 2)
    }

    @Test("sixteen sessions at once carry hundreds of messages over sixteen connections, one after another")
    func sixteen() {
        let peer = SMTPPeer { moment, _ in moment == .message ? .replyAfter(milliseconds: 2, "250 ok") : .usual }
        let server = MailServer(
            host: "127.0.0.1", port: peer.port, security: .none, credentials: nil, clientName: "clinic.example")
        let courier = SMTPCourier(server: server)
        for round in 0..<4 {
            let outcomes = courier.deliver((0..<64).map { .email(key: "\(round)-\($0)") })
            #expect(outcomes.allSatisfy { $0 == .accepted(reference: "ok") })
        }
        #expect(peer.connections == 16)
        #expect(Set(peer.messages.map(\.connection)).count == 16 && peer.messages.count == 256)
    }

    @Test("the envelope has the return path, the message the sender")
    func returnPath() throws {
        let peer = SMTPPeer()
        var email = OutgoingEmail.sample()
        email.returnPath = MailAddress("bounce+send=1@clinic.example")
        _ = SMTPCourier(peer: peer).deliver([OutgoingMessage(dedupeKey: "send:1", content: .email(email))])
        let message = try #require(peer.messages.first)
        #expect(message.sender == "bounce+send=1@clinic.example")
        #expect(message.text.contains("From: \"Dr. Lind\" <desk@clinic.example>\r\n"))
    }

    private static let anna = "anna@example.com"
    private static let desk = "desk@clinic.example"
}
