import Campaigns
import CivilTime
import MariaDB

/// What providers say became of messages: kept as it comes, joined to its sends by a tick.
public struct ReceiptStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Keeps the receipt in one statement, once for each event of its provider.
    ///
    /// - Returns: false when it was told before.
    @discardableResult
    public func keep(_ receipt: Receipt, at now: Instant) throws -> Bool {
        let change = try db.run(
            ReceiptSQL.keep.rawValue,
            [
                .id(receipt.clinic), .id(receipt.send), .number(receipt.wire), .text(receipt.provider),
                .text(receipt.key), .choice(receipt.kind), .text(receipt.code.map { Self.printable($0, 20) }),
                .text(receipt.reference.map { Self.printable($0, 120) }),
                // A provider whose clock is ahead tells nothing from the future.
                .instant(min(receipt.occurredAt, now)), .instant(now),
            ])
        return change.rows == 1
    }

    /// Forgets what was joined long ago.
    ///
    /// - Returns: how many were forgotten.
    public func sweep(receivedBefore time: Instant, limit: Int) throws -> Int {
        try db.run(ReceiptSQL.sweep.rawValue, [.instant(time), .number(limit)]).rows
    }

    private static func printable(_ text: String, _ longest: Int) -> String {
        String(decoding: text.utf8.filter { (0x21...0x7E).contains($0) }.prefix(longest), as: UTF8.self)
    }
}
