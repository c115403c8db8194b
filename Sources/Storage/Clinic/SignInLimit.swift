import CivilTime
import MariaDB

enum SignInSQL: String, CaseIterable {
    /// One row: how often signing in has failed for an account and from an address.
    case failures = """
        SELECT (SELECT COUNT(*) FROM sign_in_failure WHERE account_hash = UNHEX(SHA2(?, 256)) AND failed_at > ?) AS account,
               (SELECT COUNT(*) FROM sign_in_failure WHERE address_hash = UNHEX(SHA2(?, 256)) AND failed_at > ?) AS address
        """
    case note = """
        INSERT INTO sign_in_failure (account_hash, address_hash, failed_at)
        VALUES (UNHEX(SHA2(?, 256)), UNHEX(SHA2(?, 256)), ?)
        """
    case forgive = "DELETE FROM sign_in_failure WHERE account_hash = UNHEX(SHA2(?, 256))"
    case sweep = "DELETE FROM sign_in_failure WHERE failed_at < ? LIMIT ?"
}

/// How often somebody may fail to sign in. Accounts need not exist: a stranger learns nothing from the limit.
public struct SignInLimit {
    let db: Database

    public init(_ db: Database) { self.db = db }

    static let minutes = 15
    static let perAccount = 10
    /// A clinic behind one address has several people who mistype.
    static let perAddress = 50

    /// Whether no further try is looked at for now.
    public func isReached(email: String, address: String, at now: Instant) throws -> Bool {
        let since = Value.instant(now.adding(minutes: -Self.minutes))
        guard
            let row = try db.row(
                SignInSQL.failures.rawValue, [Self.account(email), since, .text(address), since])
        else { return false }
        return row.int("account") >= Self.perAccount || row.int("address") >= Self.perAddress
    }

    public func noteFailure(email: String, address: String, at now: Instant) throws {
        _ = try db.run(SignInSQL.note.rawValue, [Self.account(email), .text(address), .instant(now)])
    }

    /// Forgets the account's failures, once it has signed in.
    public func forgive(email: String) throws {
        _ = try db.run(SignInSQL.forgive.rawValue, [Self.account(email)])
    }

    /// Forgets up to `limit` failures that no longer count.
    ///
    /// - Returns: how many.
    public func sweep(at now: Instant, limit: Int) throws -> Int {
        let since = now.adding(minutes: -Self.minutes)
        return try db.run(SignInSQL.sweep.rawValue, [.instant(since), .number(limit)]).rows
    }

    private static func account(_ email: String) -> Value { .text(email.lowercased()) }
}
