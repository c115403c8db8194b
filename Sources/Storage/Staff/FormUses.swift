import Campaigns
import CivilTime
import MariaDB

enum FormUseSQL: String, CaseIterable {
    /// Waits until nobody else handles the same form.
    case lock = "SELECT GET_LOCK(?, ?) AS is_locked"
    case unlock = "SELECT RELEASE_LOCK(?) AS is_free"
    /// Keeps the use; 0 rows when it was kept before.
    case begin = """
        INSERT INTO form_use (nonce, path_hash, clinic_id, used_at) VALUES (?, UNHEX(SHA2(?, 256)), ?, ?)
        ON DUPLICATE KEY UPDATE nonce = nonce
        """
    /// One row: where the form led, when it was sent before.
    case location =
        "SELECT location FROM form_use WHERE nonce = ? AND path_hash = UNHEX(SHA2(?, 256)) AND clinic_id = ?"
    case end = "UPDATE form_use SET location = ? WHERE nonce = ? AND path_hash = UNHEX(SHA2(?, 256)) AND clinic_id = ?"
    case sweep = "DELETE FROM form_use WHERE used_at < ? ORDER BY used_at LIMIT ?"
}

/// A form as it was drawn once, sent to a path.
public struct FormUse: Sendable, Hashable {
    /// 16 bytes.
    public let nonce: [UInt8]
    public let path: String
    public let clinic: ID<Clinic>

    public init(nonce: [UInt8], path: String, clinic: ID<Clinic>) {
        self.nonce = nonce
        self.path = path
        self.clinic = clinic
    }

    /// The name of its lock, of at most 64 characters.
    fileprivate var lock: String { "form:" + nonce.map { String($0, radix: 16) }.joined(separator: "") }
}

/// Forms that act once, however often they are sent: by a double click, or from the page that the back button shows.
public struct FormUses {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The second of two clicks waits so long for the first.
    static let waitSeconds = 10

    public enum Beginning: Sendable, Hashable {
        /// It has not led anywhere yet: `end` must follow.
        case first
        /// It did what it does, and led there.
        case again(location: String)
    }

    public func begin(_ use: FormUse, at now: Instant) throws -> Beginning {
        _ = try db.row(FormUseSQL.lock.rawValue, [.text(use.lock), .number(Self.waitSeconds)])
        let key: [Value] = [.bytes(use.nonce), .text(use.path), .id(use.clinic)]
        let isNew = try db.run(FormUseSQL.begin.rawValue, key + [.instant(now)]).rows == 1
        let row = isNew ? nil : try db.row(FormUseSQL.location.rawValue, key)
        guard let location = row?.optionalText("location") else { return .first }
        _ = try db.row(FormUseSQL.unlock.rawValue, [.text(use.lock)])
        return .again(location: location)
    }

    /// - Parameter location: where the form led; nil when it did nothing and may be sent again.
    public func end(_ use: FormUse, location: String?) throws {
        _ = try db.run(
            FormUseSQL.end.rawValue, [.text(location), .bytes(use.nonce), .text(use.path), .id(use.clinic)])
        _ = try db.row(FormUseSQL.unlock.rawValue, [.text(use.lock)])
    }

    /// Forgets up to `limit` uses of before a time.
    ///
    /// - Returns: how many.
    public func sweep(usedBefore time: Instant, limit: Int) throws -> Int {
        try db.run(FormUseSQL.sweep.rawValue, [.instant(time), .number(limit)]).rows
    }
}
