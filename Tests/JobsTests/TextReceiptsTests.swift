import Campaigns
import CivilTime
import Delivery
import Jobs
import Storage
import TestSupport
import Testing
import Tokens

/// Texts through a gateway that tells what becomes of them, and through one that does not.
@Suite struct TextReceiptsTests {
    @Test("a gateway that tells is given an address that names the copy, and silence means nothing")
    func asked() throws {
        try withGateway(receipts: "https://go.lakeside.example/webhooks/twilio/receipts/") { practice, gateway in
            try practice.tick(WireTests.now)
            let callback = try #require(gateway.texts.first?.statusCallback)
            #expect(callback.hasPrefix("https://go.lakeside.example/webhooks/twilio/receipts/1."))
            let word = String(try #require(callback.split(separator: "/").last))
            let send = try practice.count("SELECT id AS n FROM send")
            let link = ReceiptLink(clinic: practice.clinic.id.rawValue, send: Int64(send), wire: 1)
            #expect(
                try Practice.sender().links.readReceipt(word, now: practice.at(WireTests.now).seconds) == .valid(link))
            for day in 9...12 { try practice.tick("2027-03-\(day < 10 ? "0" : "")\(day)T15:00") }
            try #expect(practice.sends() == ["SMS 2027-03-08T15:00 SENT"])
        }
    }

    @Test("of a gateway that tells nothing a text counts as delivered a day after it was accepted, as e-mail does")
    func silent() throws {
        try withGateway(receipts: nil) { practice, gateway in
            try practice.tick(WireTests.now)
            #expect(gateway.texts.map(\.statusCallback) == [nil])
            try practice.tick("2027-03-09T14:59")
            try #expect(practice.sends() == ["SMS 2027-03-08T15:00 SENT"])
            try practice.tick("2027-03-09T15:00")
            try #expect(practice.sends() == ["SMS 2027-03-08T15:00 DELIVERED"])
        }
    }

    @Test("a second copy has an address of its own")
    func secondCopy() throws {
        try withGateway(receipts: "https://go.lakeside.example/r/", [.unknown(code: 0), .accepted(reference: "SM1")]) {
            practice, gateway in
            try practice.tick(WireTests.now)
            try practice.tick("2027-03-08T15:01")
            let wires = try gateway.texts.map { text -> Int? in
                let word = String(try #require(text.statusCallback?.split(separator: "/").last))
                guard case .valid(let link) = try Practice.sender().links.readReceipt(word, now: 0) else { return nil }
                return link.wire
            }
            #expect(wires == [1, 2])
        }
    }

    @Test(
        "a number that the gateway says is no good, or has told its carrier to stop, hears nothing more",
        arguments: [
            (Refusal.Cause.address, "bad_address"), (.optedOut, "opt_out"), (.sender, nil), (.content, nil),
            (.other, nil),
        ] as [(Refusal.Cause, String?)])
    func refused(cause: Refusal.Cause, suppression: String?) throws {
        try withGateway(receipts: nil, [.refused(Refusal(.forEver, cause, code: 400))]) { practice, _ in
            try practice.tick(WireTests.now)
            try #expect(practice.sends() == ["SMS 2027-03-08T15:00 FAILED"])
            let rows = try practice.db.rows("SELECT cause FROM suppression")
            #expect(rows.map { $0.text("cause") } == [suppression].compactMap(\.self))
        }
    }

    /// A clinic with a reminder by SMS that is due, whose texts a gateway takes.
    private func withGateway(
        receipts: String?, _ outcomes: [Outcome] = [], _ body: (Practice, Gateway) throws -> Void
    ) throws {
        try withDatabase { db in
            let gateway = Gateway(outcomes)
            let practice = try Practice(db, couriers: [.sms: gateway], textReceipts: receipts)
            _ = try WireTests.reminder(practice)
            try body(practice, gateway)
        }
    }

    /// Takes every text, or answers as it is told.
    final class Gateway: Courier {
        let name = "gateway"
        let limits = CourierLimits()
        private(set) var texts: [OutgoingSMS] = []
        private var outcomes: [Outcome]

        init(_ outcomes: [Outcome]) { self.outcomes = outcomes }

        func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome] {
            messages.map { message in
                if case .sms(let sms) = message.content { texts.append(sms) }
                return outcomes.isEmpty ? .accepted(reference: "SM\(texts.count)") : outcomes.removeFirst()
            }
        }
    }
}
