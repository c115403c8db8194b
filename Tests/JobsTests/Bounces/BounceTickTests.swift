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

/// From a mail that came back to what it does to its send and its address.
@Suite struct BounceTickTests {
    private static let address = "robin@patients.example"

    private func bounces() throws -> BounceAddress {
        let secret = MasterSecret(number: 1, bytes: [UInt8](repeating: 7, count: 32))!
        return try #require(BounceAddress(base: "bounces@lakeside.example", keys: TokenKeys(current: secret)))
    }

    private func report(
        _ status: String, to returnPath: String, action: String = "failed", about address: String = address,
        messageID: String = "<none@lakeside.example>"
    ) -> [UInt8] {
        Array(
            """
            From: MAILER-DAEMON@mx.example.net
            To: \(returnPath)
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx

            Final-Recipient: rfc822; \(address)
            Action: \(action)
            Status: \(status)

            --b
            Content-Type: text/rfc822-headers

            Message-ID: \(messageID)

            --b--
            """.utf8)
    }

    /// A send that left an hour ago.
    private func send(_ practice: Practice, _ key: String = "P-1", address: String = address) throws -> ID<Send> {
        let rows = SampleRows(practice.db)
        let patient = try rows.patient(key, in: practice.clinic.id, email: address)
        let sentAt = practice.at("2027-03-01T09:00")
        return try rows.send(
            of: try rows.campaign("Whitening \(key)", in: practice.clinic.id), to: patient, in: practice.clinic.id,
            plannedAt: sentAt, sentAt: sentAt)
    }

    private func take(_ mail: [UInt8], _ practice: Practice, at local: String = "2027-03-01T10:00") throws
        -> BounceIntake.Outcome
    {
        try BounceIntake(practice.db, bounces: bounces()).take(mail, at: practice.at(local))
    }

    private func closed(_ practice: Practice) throws -> [String] {
        try practice.db.rows("SELECT scope, cause FROM suppression WHERE lifted_at IS NULL ORDER BY id").map {
            "\($0.text("scope")) \($0.text("cause"))"
        }
    }

    @Test(
        "a bounce ends its send, and closes the address only when that is no good",
        arguments: [
            ("5.1.1", "failed", "FAILED", ["all bad_address"]), ("5.2.2", "failed", "FAILED", []),
            ("5.7.1", "failed", "FAILED", []), ("4.4.7", "failed", "FAILED", []), ("4.4.1", "delayed", "SENT", []),
            ("2.0.0", "delivered", "DELIVERED", []),
        ] as [(String, String, String, [String])])
    func classes(status: String, action: String, phase: String, closures: [String]) throws {
        try Practice.open { practice in
            let send = try send(practice)
            let mail = report(status, to: try bounces().address(send: send.rawValue), action: action)
            #expect(try take(mail, practice) == .kept(send))
            #expect(try take(mail, practice) == .known(send))
            for _ in 0..<2 { try practice.tick("2027-03-01T10:01", [.receipts]) }
            #expect(try practice.db.row("SELECT phase FROM send")?.text("phase") == phase)
            #expect(try closed(practice) == closures)
        }
    }

    @Test("five messages that came back for the mailbox's sake close it, four do not, and a policy never does")
    func patience() throws {
        try Practice.open { practice in
            let bounces = try bounces()
            for (number, status) in ["4.4.7", "5.7.1", "5.2.2", "4.2.2", "5.7.1", "4.4.1", "4.7.1"].enumerated() {
                let send = try send(practice, "P-\(number)")
                _ = try take(report(status, to: bounces.address(send: send.rawValue)), practice)
            }
            try practice.tick("2027-03-01T10:01", [.receipts])
            #expect(try closed(practice).isEmpty)
            let fifth = try send(practice, "P-9")
            _ = try take(report("5.2.2", to: bounces.address(send: fifth.rawValue)), practice)
            try practice.tick("2027-03-01T10:02", [.receipts])
            #expect(try closed(practice) == ["all bad_address"])
        }
    }

    @Test("without our return path the Message-ID tells, but only of the address that the send went to")
    func messageID() throws {
        try Practice.open { practice in
            let send = try send(practice)
            let key = try #require(try practice.db.row("SELECT dedupe_key FROM send")).text("dedupe_key")
            let id = MessageID.text(dedupeKey: key, domain: "lakeside.example")
            let forged = report("5.1.1", to: "x@y.example", about: "kim@patients.example", messageID: id)
            #expect(try take(forged, practice) == .kept(send))
            try practice.tick("2027-03-01T10:01", [.receipts])
            #expect(try closed(practice).isEmpty)
            #expect(try take(report("5.1.1", to: "x@y.example", messageID: id), practice) == .kept(send))
            try practice.tick("2027-03-01T10:02", [.receipts])
            #expect(try closed(practice) == ["all bad_address"])
        }
    }

    @Test("what is signed by nobody, or about nothing of ours, is no news")
    func unmatched() throws {
        try Practice.open { practice in
            let send = try send(practice)
            let borrowed = try bounces().address(send: send.rawValue + 1).replacing(
                "-\(send.rawValue + 1)-", with: "-\(send)-")
            #expect(try take(report("5.1.1", to: borrowed), practice) == .unmatched)
            #expect(try take(report("5.1.1", to: try bounces().address(send: 999_999)), practice) == .unmatched)
            #expect(try take(Array("From: a@b.example\n\nHi".utf8), practice) == .answer)
            #expect(try take(Array("From: MAILER-DAEMON@b.example\n\nHi".utf8), practice) == .unreadable)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM receipt") == 0)
        }
    }

    @Test("the folder is read once, what tells nothing is named by its file, and what cannot be read stays")
    func folder() throws {
        try Practice.open { practice in
            let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }  // a folder left behind harms nobody
            for name in ["new", "cur"] {
                try FileManager.default.createDirectory(
                    at: folder.appending(path: name), withIntermediateDirectories: true)
            }
            func put(_ bytes: [UInt8], _ name: String) throws {
                try Data(bytes).write(to: folder.appending(path: "new/\(name)"))
            }
            let send = try send(practice)
            try put(report("5.1.1", to: try bounces().address(send: send.rawValue)), "1.a")
            try put(Array("From: MAILER-DAEMON@b.example\n\n\(Self.address)".utf8), "2.b")
            try put([], ".hidden")
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: "new/3.c").path, withDestinationPath: "/etc/passwd")
            var said: [String] = []
            let place = try workplace(practice, folder.path) { said.append($0) }
            let counts = try Tick(place).run([.bounces]).first?.counts
            #expect(counts == ["kept": 1, "unreadable": 1])
            #expect(said.contains { $0.contains("2.b") } && said.contains { $0.contains("3.c") })
            #expect(!said.contains { $0.contains(Self.address) })
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new").sorted() == [
                    ".hidden", "3.c",
                ])
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cur").sorted()
                    == ["1.a:2,S", "2.b:2,S"])
            #expect(try Tick(place).run([.bounces]).isEmpty)
        }
    }

    @Test("a folder that is not there is said, and the tick goes on")
    func missing() throws {
        try Practice.open { practice in
            var said: [String] = []
            let place = try workplace(practice, "/nonexistent/mail") { said.append($0) }
            #expect(try Tick(place).run([.bounces]).isEmpty)
            #expect(said.count == 1)
        }
    }

    private func workplace(_ practice: Practice, _ folder: String, _ log: @escaping (String) -> Void) throws
        -> Workplace
    {
        let usual = try practice.workplace(at: practice.at("2027-03-01T10:00"))
        return Workplace(
            db: usual.db, revisions: usual.revisions, couriers: usual.couriers,
            sender: Sender(
                mailFrom: usual.sender.mailFrom, smsFrom: usual.sender.smsFrom, links: usual.sender.links,
                bounces: try bounces()),
            bounceFolder: folder, clock: usual.clock, chance: usual.chance, claimToken: usual.claimToken,
            makeSecret: usual.makeSecret, log: log, isEnding: usual.isEnding)
    }
}
