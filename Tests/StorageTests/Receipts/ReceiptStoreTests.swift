import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite struct ReceiptStoreTests {
    private static let now = SampleRows.instant("2027-03-08T18:00Z")

    @Test("an event is kept once for each provider, however long its id is and whatever is in it")
    func once() throws {
        try withDatabase { db in
            let store = ReceiptStore(db)
            for key in ["a", "A", String(repeating: "é😀", count: 2_000), "'; DROP TABLE receipt; --"] {
                for provider in ["twilio", "smtp"] {
                    try #expect(store.keep(Self.receipt(provider, key: key), at: Self.now))
                    try #expect(!store.keep(Self.receipt(provider, key: key), at: Self.now))
                }
            }
            try #expect(db.row("SELECT COUNT(*) AS n FROM receipt")?.int("n") == Int64(8))
        }
    }

    @Test("code and reference are kept as far as they fit, and nothing is told from the future")
    func kept() throws {
        try withDatabase { db in
            let receipt = Self.receipt(
                "smtp", key: "a", code: "5.1.1\r\n\u{1B}é", reference: String(repeating: "x", count: 500),
                occurredAt: Self.now.adding(hours: 3))
            try ReceiptStore(db).keep(receipt, at: Self.now)
            let row = try #require(try db.row("SELECT code, reference, occurred_at, wire FROM receipt"))
            #expect(row.text("code") == "5.1.1")
            #expect(row.text("reference") == String(repeating: "x", count: 120))
            #expect(row.instant("occurred_at") == Self.now)
            #expect(row.isNull("wire"))
        }
    }

    @Test("what was joined long ago is forgotten, what waits is not")
    func sweep() throws {
        try withDatabase { db in
            let store = ReceiptStore(db)
            for key in ["old", "waiting"] {
                try store.keep(Self.receipt("twilio", key: key), at: Self.now.adding(hours: -1))
            }
            try store.keep(Self.receipt("twilio", key: "new"), at: Self.now)
            _ = try db.run("UPDATE receipt SET state = 'joined' ORDER BY id LIMIT 1")
            let now = Value.timestamp(Self.now.microseconds)
            _ = try db.run("UPDATE receipt SET state = 'moot' WHERE received_at = ?", [now])
            try #expect(store.sweep(receivedBefore: Self.now, limit: 10) == 1)
            try #expect(db.row("SELECT COUNT(*) AS n FROM receipt")?.int("n") == Int64(2))
        }
    }

    private static func receipt(
        _ provider: String, key: String, code: String? = nil, reference: String? = nil, occurredAt: Instant = now
    ) -> Receipt {
        Receipt(
            provider: provider, key: key, clinic: ID(1), send: ID(77), wire: nil, kind: .bouncedNow, code: code,
            reference: reference, occurredAt: occurredAt)
    }
}
