import TestSupport
import Testing

@testable import Delivery

@Suite struct ReturnedMailTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let mail: String
        let fate: ReturnedFate

        init(_ name: String, _ mail: String, _ fate: ReturnedFate) {
            (testDescription, self.mail, self.fate) = (name, mail, fate)
        }
    }

    private static func status(_ text: String) -> StatusCode? { StatusCode(in: text) }

    @Test(
        "what servers of several makes send back is classed",
        arguments: [
            Sample("Postfix, nobody there", BounceSamples.postfixUnknown, .badAddress(status("5.1.1"))),
            Sample("Postfix, mailbox full", BounceSamples.postfixFull, .bounced(status("5.2.2"))),
            Sample("Postfix, not delivered in time", BounceSamples.postfixExpired, .bounced(status("4.4.7"))),
            Sample("Postfix, still trying", BounceSamples.postfixDelayed, .delayed),
            Sample("Postfix, delivered", BounceSamples.postfixDelivered, .delivered),
            Sample("Exim", BounceSamples.exim, .badAddress(status("5.0.0"))),
            Sample("Exim without a report", BounceSamples.eximPlain, .badAddress(status("5.1.1"))),
            Sample("Exchange, nobody there", BounceSamples.exchange, .badAddress(status("5.1.10"))),
            Sample("Exchange, a policy", BounceSamples.exchangePolicy, .bounced(status("5.7.1"))),
            Sample("Gmail, in another case", BounceSamples.gmail, .badAddress(status("5.1.1"))),
            Sample("a complaint", BounceSamples.complaint, .complaint),
        ])
    func samples(sample: Sample) throws {
        for mail in [sample.mail, sample.mail.replacing("\n", with: "\r\n")] {
            let returned = try ReturnedMail(mail.utf8)
            #expect(returned.fate(of: "anna@example.org") == sample.fate)
            #expect(returned.returnPaths.contains { $0.lowercased() == BounceSamples.returnPath })
            if sample.mail != BounceSamples.eximPlain { #expect(returned.messageID == BounceSamples.messageID) }
        }
    }

    @Test("a report about an address beyond ASCII, in base64")
    func international() throws {
        let returned = try ReturnedMail(BounceSamples.international.utf8)
        #expect(returned.fate(of: "josé@example.org") == .badAddress(StatusCode(in: "5.1.1")))
    }

    @Test("a report about another address, to which the mail was forwarded, condemns none")
    func forwarded() throws {
        let mail = BounceSamples.postfixUnknown.replacing("anna@example.org", with: "elsewhere@example.net")
        #expect(try ReturnedMail(mail.utf8).fate(of: "anna@example.org") == .bounced(StatusCode(in: "5.1.1")))
    }

    @Test(
        "which refusals are the address's own",
        arguments: [
            ("5.1.1", "", true), ("5.1.2", "", true), ("5.1.6", "", true), ("5.1.10", "", true), ("5.2.1", "", true),
            ("5.1.7", "", false), ("5.1.8", "", false), ("5.2.2", "", false), ("5.2.3", "", false),
            ("5.3.0", "", false),
            ("5.4.4", "", false), ("5.6.0", "", false), ("5.7.1", "", false), ("4.1.1", "", false),
            ("4.2.2", "", false),
            ("5.0.0", "smtp; 550 User unknown", true), ("5.0.0", "smtp; 550 blocked", false),
            ("5.0.0", "smtp; 550 5.1.1 no", true), ("5.0.0", "smtp; 554 5.7.1 no such user", false),
            ("4.0.0", "smtp; 450 User unknown", false), ("", "smtp; 550 No such user", true), ("", "", false),
        ])
    func badAddress(status: String, diagnostic: String, isBad: Bool) throws {
        let recipient = ReturnedRecipient(action: .failed, status: status, diagnostic: diagnostic, addresses: [])
        let mail = ReturnedMail(recipients: [recipient])
        guard case .badAddress = mail.fate(of: "a@example.org") else {
            #expect(!isBad)
            return
        }
        #expect(isBad)
    }

    @Test(
        "which refusals speak of the mailbox",
        arguments: [
            ("4.4.7", true), ("4.2.2", true), ("5.2.2", true), ("4.7.1", false), ("5.7.1", false), ("5.6.0", false),
            ("5.3.4", false),
        ])
    func mailbox(status: String, speaks: Bool) {
        #expect(ReturnedFate.bounced(StatusCode(in: status)).speaksOfMailbox == speaks)
    }

    @Test(
        "an out-of-office note and a person's answer tell nothing of a delivery",
        arguments: [
            BounceSamples.outOfOffice, "Return-Path: <>\n" + BounceSamples.outOfOffice,
            BounceSamples.outOfOffice.replacing("Auto-Submitted", with: "X-Note"),
        ])
    func answers(mail: String) {
        #expect(throws: ReturnedMail.Silence.answer) { try ReturnedMail(mail.utf8) }
    }

    @Test("what a mail system says in words that nobody knows is unreadable")
    func unreadable() {
        let mail =
            "From: MAILER-DAEMON@example.net\nTo: x@y.example\nAuto-Submitted: auto-replied\n\nSomething went wrong.\n"
        #expect(throws: ReturnedMail.Silence.unreadable) { try ReturnedMail(mail.utf8) }
    }

    @Test("a complaint that is taken back tells nothing")
    func notSpam() {
        let mail = BounceSamples.complaint.replacing("Feedback-Type: abuse", with: "Feedback-Type: not-spam")
        #expect(throws: ReturnedMail.Silence.answer) { try ReturnedMail(mail.utf8) }
    }

    @Test("hostile mail ends soon and politely")
    func hostile() throws {
        let deep = (0..<10_000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        let nested = String(repeating: "Content-Type: message/rfc822\n\n", count: 50_000)
        let boundaries = "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n", count: 1 << 18)
        let fields = String(repeating: "X: y\n", count: 1 << 18)
        let folded = "To: a@b.c\n" + String(repeating: " a@b.c\n", count: 1 << 18)
        let groups = BounceSamples.postfixUnknown.replacing(
            "\nFinal-Recipient", with: String(repeating: "\nX: y\n", count: 100_000) + "\nFinal-Recipient")
        let long = BounceSamples.postfixUnknown + String(repeating: "A", count: 10 << 20)
        for mail in [deep, nested, boundaries, fields, folded, groups, "", "\n", "\r\n\r\n", ":", "\0", "--"] {
            let began = ContinuousClock.now
            _ = Result { try ReturnedMail(mail.utf8) }
            #expect(began.duration(to: .now) < .seconds(5))
        }
        #expect(try ReturnedMail(long.utf8).fate(of: "anna@example.org") == .badAddress(StatusCode(in: "5.1.1")))
    }

    @Test("garbage in a report never traps", arguments: 1...200)
    func garbage(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bytes = Array(BounceSamples.gmail.utf8)
        for _ in 0..<Int.random(in: 1...60, using: &random) {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0...2, using: &random) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...200, using: &random)))
            default: bytes.insert(contentsOf: bytes.prefix(Int.random(in: 0...300, using: &random)), at: at)
            }
            if bytes.isEmpty { bytes = [10] }
        }
        if let returned = try? ReturnedMail(bytes) { _ = returned.fate(of: "anna@example.org") }  // any answer will do
    }

    @Test("a Message-ID of ours gives back its key, and no other does")
    func messageIDs() {
        for key in ["send:1", "a-b", "r:1:ü", "x=y"] {
            #expect(MessageID.dedupeKey(MessageID.text(dedupeKey: key, domain: "clinic.example")) == key)
        }
        for text in ["", "<>", "<@>", "x", "<a=zz@b>", "<a b@c>", "<a=3a@b>", "<=41@b>"] {
            let key = MessageID.dedupeKey(text)
            #expect(key == nil || key == "", "\(text)")
        }
    }
}
