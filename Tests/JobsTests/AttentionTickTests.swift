import Campaigns
import CivilTime
import Delivery
import MariaDB
import Storage
import TestSupport
import Testing

@testable import Jobs

/// Each failed message is noted in the transaction in which it fails.
@Suite struct AttentionTickTests {
    private func kinds(_ practice: Practice) throws -> [AttentionKind: Int] {
        try AttentionList(practice.db, in: practice.clinic.id).kinds()
    }

    @Test(
        "a refusal for ever waits for a person by its cause",
        arguments: [
            (Refusal.Cause.address, AttentionKind.address), (.optedOut, .optedOut), (.sender, .sender),
            (.content, .content), (.other, .refused),
        ])
    func refused(cause: Refusal.Cause, kind: AttentionKind) throws {
        try withDatabase { db in
            let courier = AnsweringCourier { _ in .refused(Refusal(.forEver, cause, code: 550, detail: "5.1.2")) }
            let practice = try Practice(db, couriers: [.email: courier, .sms: courier])
            _ = try WireTests.reminder(practice)
            try practice.tick(WireTests.now)
            #expect(try kinds(practice) == [kind: 1])
            let failed = try #require(try AttentionList(db, in: practice.clinic.id).page(of: kind).sends.first)
            #expect(failed.answer == "550 5.1.2")
            #expect(failed.failedAt == practice.at(WireTests.now))
            // The totals count each once.
            for _ in 0..<2 { try practice.tick("2027-03-08T15:02", [.tally]) }
            #expect(try GaugeStore(db).gauges(at: practice.at("2027-03-08T15:02")).failures == [kind: 1])
        }
    }

    @Test("a message of which nobody knows waits for a person, until its acceptance comes after all")
    func ambiguous() throws {
        try withDatabase { db in
            let courier = AnsweringCourier { _ in .unknown(code: 354) }
            let practice = try Practice(db, couriers: [.email: courier, .sms: courier])
            _ = try WireTests.reminder(practice)
            for minute in 0...1 { try practice.tick("2027-03-08T15:0\(minute)") }
            #expect(try kinds(practice) == [.ambiguous: 1])
            #expect(try AttentionList(db, in: practice.clinic.id).page(of: nil).sends.count == 1)
            _ = try db.run("UPDATE send SET phase = 'SENT', failure = NULL WHERE failure = 'ambiguous'")
            #expect(try AttentionList(db, in: practice.clinic.id).page(of: nil).sends.isEmpty)
        }
    }

    @Test("whatever fails a message on its way stands in the list, and nothing else does")
    func agreement() throws {
        var turn = 0
        try withDatabase { db in
            let courier = AnsweringCourier { _ in
                turn += 1
                return [
                    Outcome.accepted(reference: nil), .unknown(code: 354),
                    .refused(Refusal(.forNow, .other, code: 451)),
                    .refused(Refusal(.forEver, .other, code: 554)),
                ][turn % 4]
            }
            let practice = try Practice(db, couriers: [.email: courier, .sms: courier])
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            for number in 0..<12 {
                try practice.patient("P-\(number)", phone: "+13125550\(200 + number)")
                try practice.visit(
                    "A-\(number)", of: "P-\(number)", "2027-03-\(10 + number % 3)T15:00", at: "2027-03-01T09:00")
            }
            for day in 1...12 {
                for hour in [8, 9, 15] {
                    try practice.tick("2027-03-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):05")
                }
                // Some are cancelled while they may have left.
                if day == 9 {
                    try practice.visit(
                        "A-1", of: "P-1", "2027-03-11T15:00", status: "cancelled", at: "2027-03-09T15:06")
                }
            }
            let failed = try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'FAILED'")
            #expect(failed > 3)
            #expect(
                try practice.count(
                    "SELECT COUNT(*) AS n FROM attention t JOIN send s ON s.id = t.send_id WHERE s.phase = 'FAILED' AND t.closed_at IS NULL"
                )
                    == failed)
        }
    }
}
