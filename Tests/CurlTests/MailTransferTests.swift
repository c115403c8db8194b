import Foundation
import Peers
import Testing

@testable import Curl

@Suite struct MailTransferTests {
    @Test("a message arrives byte for byte, lines of dots included")
    func arrives() throws {
        let peer = SMTPPeer()
        let text = "Subject: Hi\r\n\r\n.\r\n..two\r\nZahnärztin\r\n.end\r\n"
        let result = try #require(TransferPool().result(of: .mail(to: peer, message: text)))
        #expect(result.code == .done && result.responseCode == 250 && result.stage == .message)
        #expect(String(decoding: result.answer, as: UTF8.self) == "250 2.0.0 queued as PEER1\r\n")
        let message = try #require(peer.messages.first)
        #expect(message.sender == "desk@clinic.example" && message.recipient == "anna@example.com")
        #expect(message.text == text)
    }

    @Test(
        "a refusal is known by its code and by how far it came",
        arguments: [
            (SMTPPeer.Moment.greeting, MailStage.session), (.hello, .session),
            (.sender("desk@clinic.example"), .sender), (.recipient("anna@example.com"), .recipient),
            (.data, .data), (.message, .message),
        ], [450, 550])
    func refused(at: (moment: SMTPPeer.Moment, stage: MailStage), code: Int) throws {
        for extensions in [[], ["PIPELINING"]] {
            let peer = SMTPPeer(extensions: extensions) { moment, _ in
                moment == at.moment ? .reply("\(code) no") : .usual
            }
            let result = try #require(TransferPool().result(of: .mail(to: peer)))
            #expect(result.code != .done)
            #expect(result.responseCode == code)
            #expect(result.stage == at.stage)
            #expect(result.isDrained == (at.stage == .message))
            #expect(peer.messages.isEmpty)
        }
    }

    @Test("a refusal on a kept connection is placed as well as on a new one")
    func refusedLater() throws {
        let peer = SMTPPeer { moment, _ in moment == .recipient("gone@example.com") ? .reply("550 5.1.1 no") : .usual }
        let pool = TransferPool(concurrency: 1)
        #expect(try #require(pool.result(of: .mail(to: peer))).stage == .message)
        let result = try #require(pool.result(of: .mail(to: peer, recipient: "gone@example.com")))
        #expect(result.isReused && result.stage == .recipient && result.responseCode == 550)
        #expect(String(decoding: result.answer, as: UTF8.self).hasPrefix("550 5.1.1"))
    }

    @Test(
        "a peer lost after the last byte leaves the code before the loss",
        arguments: [
            SMTPPeer.Action.hangUp, .reset, .silence,
        ])
    func lostAfter(action: SMTPPeer.Action) throws {
        let peer = SMTPPeer { moment, _ in moment == .message ? action : .usual }
        let result = try #require(TransferPool(limits: TransferPool.brief).result(of: .mail(to: peer)))
        #expect(result.responseCode == 354)
        #expect(result.isDrained && !result.hasAnswer)
        #expect(peer.copies == 1)
    }

    @Test(
        "a peer lost before the first byte has got nothing",
        arguments: [
            SMTPPeer.Moment.greeting, .hello, .sender("desk@clinic.example"), .recipient("anna@example.com"), .data,
        ])
    func lostBefore(at: SMTPPeer.Moment) throws {
        let peer = SMTPPeer { moment, _ in moment == at ? .hangUp : .usual }
        let result = try #require(TransferPool(limits: TransferPool.brief).result(of: .mail(to: peer)))
        #expect(!result.isDrained && !result.hasAnswer)
        #expect(peer.copies == 0)
    }

    @Test(
        "a kept connection that turns out closed or used up is replaced once, and the message goes through",
        arguments: [
            SMTPPeer.Action.hangUp, .reply("421 4.7.0 too many messages on this connection"),
        ])
    func stale(action: SMTPPeer.Action) throws {
        let isSecond = Shared(false)
        let peer = SMTPPeer { moment, connection in
            guard moment == .sender("desk@clinic.example"), connection == 1 else { return .usual }
            return isSecond.withLock { second in
                defer { second = true }
                return second ? action : .usual
            }
        }
        let pool = TransferPool(concurrency: 1)
        _ = pool.result(of: .mail(to: peer))
        #expect(try #require(pool.result(of: .mail(to: peer))).code == .done)
        #expect(peer.messages.map(\.connection) == [1, 2])
    }

    @Test("name and password are given when configured, and a denial says so")
    func login() throws {
        let good = Credentials(name: "desk", password: "geheim")
        let expected = "PLAIN " + Data("\0desk\0geheim".utf8).base64EncodedString()
        let peer = SMTPPeer(extensions: ["AUTH PLAIN"]) { moment, _ in
            guard case .login(let text) = moment else { return .usual }
            return text == expected || text == "PLAIN" ? .usual : .reply("535 5.7.8 no")
        }
        let pool = TransferPool(concurrency: 1)
        let accepted = try #require(pool.result(of: .mail(to: peer, credentials: good)))
        #expect(accepted.code == .done && accepted.stage == .message)
        let denied = try #require(
            pool.result(of: .mail(to: peer, credentials: Credentials(name: "desk", password: "falsch"))))
        #expect(denied.code == .loginDenied && denied.stage == .session)
    }

    @Test("where STARTTLS is asked for and not offered, nothing is sent")
    func noTLS() throws {
        let peer = SMTPPeer()
        let result = try #require(TransferPool().result(of: .mail(to: peer, security: .startTLS)))
        #expect(result.code == .noTLS && !result.isDrained)
        #expect(peer.copies == 0)
    }
}
