import Campaigns
import CivilTime
import Foundation
import MariaDB
import Storage
import TestSupport
import Testing
import Tokens

/// Push messages from the browser that turns them on to the notification that leaves.
@Suite struct PushTickTests {
    @Test("a device that is turned on gets what is still to come, and the last that is turned off ends it")
    func devices() throws {
        try withVisit { practice, contact in
            #expect(try practice.sends() == ["PUSH 2027-03-08T15:00 SKIPPED NO_RECIPIENT"])
            let store = PushStore(practice.db)
            for name in ["a", "b"] {
                try store.subscribe(
                    Self.endpoint(name), Self.keys(), of: contact, in: practice.clinic.id,
                    at: practice.at("2027-03-02T09:00"))
            }
            #expect(try practice.sends().last == "PUSH 2027-03-08T15:00 READY")
            #expect(try practice.sends().count == 2)
            #expect(try store.counts(of: [contact], in: practice.clinic.id) == [contact: 2])
            try store.unsubscribe(
                Self.endpoint("a").url, of: contact, in: practice.clinic.id, at: practice.at("2027-03-02T10:00"))
            #expect(try practice.sends().last == "PUSH 2027-03-08T15:00 READY")
            // Its push service has forgotten the other.
            let left = try store.subscriptions(of: contact, in: practice.clinic.id)
            #expect(left.map(\.endpoint) == [Self.endpoint("b").url])
            for _ in 0..<2 { try store.forget(left[0].id, at: practice.at("2027-03-02T11:00")) }
            #expect(try practice.sends().last == "PUSH 2027-03-08T15:00 SKIPPED NO_LONGER_RECEIVES")
            #expect(try store.counts(of: [contact], in: practice.clinic.id).isEmpty)
        }
    }

    @Test("the notification says who writes and the first words; the whole stands in the inbox behind its link")
    func notice() throws {
        try withVisit(
            saying: "Hello {{patient.first_name}}, see {{link.confirm}} " + String(repeating: "word ", count: 60)
        ) {
            practice, contact in
            try PushStore(practice.db).subscribe(
                Self.endpoint("a"), Self.keys(), of: contact, in: practice.clinic.id,
                at: practice.at("2027-03-02T09:00"))
            for _ in 0..<2 { try practice.tick("2027-03-08T15:00") }
            #expect(try practice.sends().last == "PUSH 2027-03-08T15:00 SENT")
            let files = try FileManager.default.contentsOfDirectory(atPath: practice.outbox.path)
            #expect(files.count == 1)
            let json = try JSON.parse(
                Array(try Data(contentsOf: practice.outbox.appending(path: try #require(files.first)))))
            #expect(json["title"]?.stringValue == "Lakeside Orthodontics")
            let words = try #require(json["body"]?.stringValue)
            #expect(words.hasPrefix("Hello Mia, see word word"))
            #expect(words.hasSuffix("…"))
            #expect(words.count <= 160)
            let url = try #require(json["url"]?.stringValue)
            let parts = url.split(separator: "/")
            let now = practice.at("2027-03-08T15:00")
            let link = InboxLink(clinic: practice.clinic.id.rawValue, contact: contact.rawValue)
            #expect(try Practice.sender().links.readInbox(String(parts[3]), now: now.seconds) == .valid(link))
            let message = try #require(
                try InboxStore(practice.db).message(ID(Int64(parts[4])!), of: contact, in: practice.clinic.id))
            #expect(message.message.text.contains("https://go.lakeside.example/p/v/"))
        }
    }

    @Test("a message that was read before its courier answered is delivered by the next tick")
    func early() throws {
        try withVisit { practice, contact in
            try PushStore(practice.db).subscribe(
                Self.endpoint("a"), Self.keys(), of: contact, in: practice.clinic.id,
                at: practice.at("2027-03-02T09:00"))
            try practice.tick("2027-03-08T15:00")
            _ = try practice.db.run("UPDATE send SET phase = 'WIRE' WHERE phase = 'SENT'")
            let id = ID<Send>(try practice.db.row("SELECT id FROM inbox_message")!.int("id"))
            #expect(
                try InboxStore(practice.db).read(
                    id, of: contact, in: practice.clinic.id, at: practice.at("2027-03-08T15:00")))
            try practice.tick("2027-03-08T15:01", [.receipts])
            #expect(try practice.sends().last == "PUSH 2027-03-08T15:00 WIRE")
            _ = try practice.db.run("UPDATE send SET phase = 'SENT' WHERE phase = 'WIRE'")
            try practice.tick("2027-03-08T15:02", [.receipts])
            #expect(try practice.sends().last == "PUSH 2027-03-08T15:00 DELIVERED")
        }
    }

    @Test("a contact has at most ten devices: the one that was not used for longest is forgotten")
    func limit() throws {
        try withVisit { practice, contact in
            let store = PushStore(practice.db)
            for number in 0..<12 {
                try store.subscribe(
                    Self.endpoint("\(number)"), Self.keys(), of: contact, in: practice.clinic.id,
                    at: practice.at("2027-03-02T09:00").adding(minutes: number))
            }
            let left = try store.subscriptions(of: contact, in: practice.clinic.id).map(\.endpoint)
            #expect(left == (2..<12).reversed().map { Self.endpoint("\($0)").url })
        }
    }

    private func withVisit(
        saying body: String = "Hello {{patient.first_name}}", _ act: (Practice, ID<Contact>) throws -> Void
    ) throws {
        try Practice.open { practice in
            try practice.campaign(
                .reminder, on: .appointmentBooked, ["48 hours before", "send"], by: .push, saying: body)
            try practice.patient("P-1", age: 40)
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T09:30")
            try practice.tick("2027-03-01T10:00")
            try act(practice, ID(try practice.db.row("SELECT contact_id FROM patient")!.int("contact_id")))
        }
    }

    static func endpoint(_ name: String) -> PushEndpoint {
        PushEndpoint("https://web.push.apple.com/\(name)", of: PushHosts(PushHosts.usual)!)!
    }

    /// Of RFC 8291's example.
    static func keys() -> PushKeys {
        PushKeys(
            p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            auth: "BTBZMqHH6r4Tts7J_aSIgg")!
    }
}
