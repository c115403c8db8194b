import Campaigns
import CivilTime
import Foundation
import Jobs
import MariaDB
import Storage
import TestSupport
import Testing

/// What a tick that dies leaves behind, and what the next makes of it (delivery.md 1, 2).
@Suite struct CrashTests {
    /// A clinic whose one booking has its confirmations due.
    private func due(_ body: (Practice) throws -> Void) throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00", [.events])
            try body(practice)
        }
    }

    private func claim(_ practice: Practice, _ channel: Channel, at local: String) throws -> [ClaimedSend] {
        let token = try practice.workplace(at: practice.at(local)).claimToken()
        return try SendStore(practice.db).claim(channel, .reminder, at: practice.at(local), limit: 10, token: token)
    }

    @Test("what a dead tick had only claimed is sent once by a later one")
    func claimed() throws {
        try due { practice in
            #expect(try claim(practice, .sms, at: "2027-03-01T10:00").count == 1)
            try practice.tick("2027-03-01T10:01")
            #expect(try practice.copies() == 1)
            try practice.tick("2027-03-01T10:04")
            #expect(try practice.copies() == 2)
        }
    }

    @Test("what another tick has claimed since is neither parked nor judged by the first")
    func claimedSince() throws {
        try due { practice in
            let first = try practice.workplace(at: practice.at("2027-03-01T10:00")).claimToken()
            let claimed = try SendStore(practice.db).claim(
                .sms, .reminder, at: practice.at("2027-03-01T10:00"), limit: 10, token: first)
            _ = try SendStore(practice.db).recover(at: practice.at("2027-03-01T10:05"), limit: 10)
            #expect(try claim(practice, .sms, at: "2027-03-01T10:05").count == 1)
            let wires = WireStore(practice.db, revisions: RevisionStore(practice.db))
            _ = try practice.db.run(
                "INSERT INTO provider_state (provider, state, updated_at) VALUES ('files', 'stopped', '2027-03-01 16:05')"
            )
            #expect(throws: ClaimLost.self) {
                try ParkStore(practice.db).park(
                    claimed, of: "files", token: first, at: practice.at("2027-03-01T10:06"))
            }
            #expect(throws: ClaimLost.self) {
                try wires.wire(
                    claimed, of: practice.clinic.id, token: first, settling: [], at: practice.at("2027-03-01T10:06")
                ) { _ in nil }
            }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'CLAIMED'") == 1)
        }
    }

    @Test("a row whose claim died is claimed alone, and three deaths alone are poison")
    func poison() throws {
        try due { practice in
            for minute in [0, 10, 20, 30] {
                _ = try claim(practice, .sms, at: "2027-03-01T10:\(minute == 0 ? "00" : String(minute))")
                _ = try SendStore(practice.db).recover(
                    at: practice.at("2027-03-01T10:00").adding(minutes: minute + 5), limit: 10)
            }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE failure = 'poison'") == 1)
        }
    }

    @Test("care that may have left is sent once more, and then is ambiguous")
    func ambiguousCare() throws {
        try due { practice in
            for minute in ["00", "10"] {
                let local = "2027-03-01T10:\(minute)"
                _ = try practice.db.run(
                    "UPDATE send SET phase = 'WIRE', wires = wires + 1, lease_until = ? WHERE channel = 'SMS' AND phase = 'READY' AND next_at <= ?",
                    [
                        .timestamp(practice.at(local).adding(minutes: 2).microseconds),
                        .timestamp(practice.at(local).microseconds),
                    ])
                _ = try SendStore(practice.db).recover(at: practice.at(local).adding(minutes: 3), limit: 10)
            }
            #expect(
                try practice.count(
                    "SELECT COUNT(*) AS n FROM send WHERE phase = 'FAILED' AND failure = 'ambiguous'") == 1)
        }
    }

    @Test("eight ticks at once over the same rows send each once")
    func manyTicks() throws {
        try withDatabaseAddress { address in
            let practice = try Practice(Database(address))
            defer { try? FileManager.default.removeItem(at: practice.outbox) }  // a folder left behind harms nobody
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            for number in 1...60 {
                try practice.patient("P-\(number)", phone: "+131255\(10_000 + number)")
                try practice.visit("A-\(number)", of: "P-\(number)", "2027-03-10T15:00", at: "2027-03-01T10:00")
            }
            try eightTicks(practice, address, at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 60)
            #expect(try practice.copies() == 120)
            #expect(
                try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'SENT' AND wires = 1") == 120)
        }
    }
}
