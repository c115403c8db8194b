import Campaigns
import CivilTime
import Delivery
import Foundation
import MariaDB
import Storage
import TestSupport
import Testing
import Tokens

@testable import Jobs

@Suite("The delivery of codes")
struct CodeDeliveryTests {
    /// Somebody who got an offer wants more by e-mail.
    private func ask(_ practice: Practice, address: String = "robin@patients.example") throws {
        let rows = SampleRows(practice.db)
        let patient = try rows.patient("P-1", in: practice.clinic.id, email: address)
        let sentAt = practice.at("2027-03-01T09:00")
        let send = try rows.send(
            of: try rows.campaign(in: practice.clinic.id), to: patient, in: practice.clinic.id, plannedAt: sentAt,
            sentAt: sentAt)
        let person = try #require(try PreferenceStore(practice.db).person(of: send, in: practice.clinic.id))
        let asked = try PreferenceCodes(practice.db).ask(
            PreferenceCodes.Wish(channel: .email, subjects: [.marketing], wording: "Offers"), by: person,
            nonce: [UInt8](repeating: 5, count: 32), at: practice.at("2027-03-01T10:00"))
        #expect(asked == .asked)
    }

    private func state(_ practice: Practice) throws -> String? {
        try practice.db.row("SELECT state FROM preference_code")?.text("state")
    }

    @Test("a code leaves with the next tick, once, to that address alone, and counts nowhere")
    func leaves() throws {
        try Practice.open { practice in
            try ask(practice)
            #expect(try practice.tick("2027-03-01T10:01", [.delivery]).first?.counts == ["codes": 1])
            #expect(try practice.tick("2027-03-01T10:02", [.delivery]).isEmpty)
            let files = try FileManager.default.contentsOfDirectory(atPath: practice.outbox.path)
            let file = try #require(files.count == 1 ? files.first : nil)
            let mail = try String(contentsOf: practice.outbox.appending(path: file), encoding: .utf8)
            let code = try Practice.sender().links.codes.text(of: [UInt8](repeating: 5, count: 32))
            #expect(mail.contains("\(code) is your code to choose the messages of Lakeside Orthodontics."))
            #expect(mail.contains("To: robin@patients.example"))
            #expect(!mail.contains("List-Unsubscribe"))
            #expect(try state(practice) == "sent")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM tally_delta") == 0)
        }
    }

    @Test("nothing leaves for a clinic that holds everything, and what waits too long never does")
    func held() throws {
        try Practice.open { practice in
            try ask(practice)
            _ = try practice.db.run("UPDATE clinic SET held_at = created_at")
            #expect(try practice.tick("2027-03-01T10:01", [.delivery]).isEmpty)
            #expect(try state(practice) == "waiting")
            _ = try practice.db.run("UPDATE clinic SET held_at = NULL")
            #expect(try practice.tick("2027-03-01T10:10", [.delivery]).isEmpty)
            #expect(try state(practice) == "failed")
        }
    }

    @Test(
        "what the provider says is kept, and nothing is tried again",
        arguments: [
            (Outcome.refused(Refusal(.forEver, .address, code: 550)), "failed"),
            (.refused(Refusal(.forNow, .content, code: 451)), "failed"),
            (.providerTrouble(ProviderTrouble(.unreachable)), "failed"), (.unauthorised(code: 535), "failed"),
            (.unknown(code: 354), "unknown"), (.notBegun, "waiting"),
        ] as [(Outcome, String)])
    func answers(outcome: Outcome, end: String) throws {
        try withDatabase { db in
            let practice = try Practice(db, couriers: [.email: AnsweringCourier { _ in outcome }])
            try ask(practice)
            try practice.tick("2027-03-01T10:01", [.delivery])
            #expect(try state(practice) == end)
        }
    }

    @Test("an address that fits no envelope ends the code")
    func unaddressable() throws {
        try Practice.open { practice in
            try ask(practice, address: "nobody at all")
            try practice.tick("2027-03-01T10:01", [.delivery])
            #expect(try state(practice) == "failed" && practice.copies() == 0)
        }
    }

    @Test("old ones are forgotten")
    func swept() throws {
        try Practice.open { practice in
            try ask(practice)
            try practice.tick("2027-03-08T09:59", [.sweep])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM preference_code") == 1)
            try practice.tick("2027-03-08T10:01", [.sweep])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM preference_code") == 0)
        }
    }
}
