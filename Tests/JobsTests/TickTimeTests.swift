import Campaigns
import CivilTime
import Delivery
import Foundation
import Storage
import Testing

@testable import Jobs

/// How long a tick goes on claiming, and how long what it holds stays its own (delivery.md 2, 4).
@Suite struct TickTimeTests {
    /// A clinic with five texts due, each a group of its own, and a courier that takes its time over each.
    private func slow(
        seconds: Int, isEnding: @escaping (_ copies: Int) -> Bool = { _ in false },
        _ body: (Practice, Workplace) throws -> Void
    ) throws {
        try Practice.open { practice in
            let folder = try FilesCourier(
                folder: practice.outbox.path, limits: CourierLimits(concurrency: 1, careGroup: 1))
            try practice.campaign(.reminder, on: .appointmentBooked, ["48 hours before", "send"])
            for number in 1...5 {
                try practice.patient("P-\(number)", phone: "+131255\(10_000 + number)")
                try practice.visit("A-\(number)", of: "P-\(number)", "2027-03-10T15:00", at: "2027-03-01T09:30")
            }
            try practice.tick("2027-03-01T10:00")
            let start = practice.at("2027-03-08T15:00")
            let usual = try practice.workplace(at: start)
            let outbox = practice.outbox.path
            // The time is what the provider has used up: as many messages as it has taken, none before its folder is there.
            func copies() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: outbox).count) ?? 0 }
            let place = Workplace(
                db: usual.db, revisions: usual.revisions, couriers: [.sms: folder], sender: usual.sender,
                clock: { start.adding(seconds: seconds * copies()) }, chance: usual.chance,
                claimToken: usual.claimToken, makeSecret: usual.makeSecret, log: usual.log,
                isEnding: { isEnding(copies()) })
            try body(practice, place)
        }
    }

    private func expect(sent: Int, _ practice: Practice) throws {
        let phases = try practice.sends().map { $0.split(separator: " ").last.map(String.init) }
        #expect(phases.filter { $0 == "SENT" }.count == sent)
        #expect(phases.filter { $0 == "READY" }.count == 5 - sent)
        #expect(
            try practice.count(
                "SELECT COUNT(*) AS n FROM send WHERE claim_token IS NOT NULL OR lease_until IS NOT NULL")
                == 0)
    }

    @Test("a tick claims and wires nothing more after 45 seconds, and gives back what it holds")
    func budget() throws {
        try slow(seconds: 20) { practice, place in
            try Tick(place).run([.delivery])
            try expect(sent: 3, practice)
        }
    }

    @Test("nothing is wired whose lease has under 60 seconds left")
    func lease() throws {
        try slow(seconds: 50) { practice, place in
            let long = TimeBudget(place, startedAt: practice.at("2027-03-08T16:00"))
            var route = try DeliveryRoute(
                place, .sms, .reminder, #require(place.couriers[.sms]), LetterShelf(place),
                Hands(place, long))
            try route.run(long)
            // The first three within two minutes of their claim; the others were claimed anew.
            try expect(sent: 5, practice)
            #expect(
                try practice.count("SELECT COUNT(DISTINCT token) AS n FROM send_attempt") == 2)
        }
    }

    @Test("told to end, a tick finishes what is on the wire, gives back the rest and claims no more")
    func ending() throws {
        try slow(seconds: 0, isEnding: { $0 >= 2 }) { practice, place in
            try Tick(place).run([.delivery])
            try expect(sent: 2, practice)
        }
    }

    @Test("a claim is held for three minutes, and from the wire on for two")
    func leases() throws {
        try Practice.open { practice in
            _ = try WireTests.reminder(practice)
            let now = practice.at(WireTests.now)
            let token = try practice.workplace(at: now).claimToken()
            let claimed = try SendStore(practice.db).claim(.sms, .reminder, at: now, limit: 10, token: token)
            let lease = "SELECT TIMESTAMPDIFF(SECOND, updated_at, lease_until) AS n FROM send"
            #expect(try practice.count(lease) == 180)
            let later = now.adding(seconds: 100)
            let wires = WireStore(practice.db, revisions: RevisionStore(practice.db))
            _ = try wires.wire(claimed, of: practice.clinic.id, token: token, settling: [], at: later) { _ in
                WireTests.letter
            }
            #expect(try practice.count(lease) == 120)
            for (seconds, count) in [(219, 0), (221, 1)] {
                #expect(
                    try SendStore(practice.db).recover(at: now.adding(seconds: seconds), limit: 10) == count)
            }
        }
    }
}
