import Campaigns
import CivilTime
import MariaDB
import Tokens

enum APIKeyDeskSQL: String, CaseIterable {
    /// One row per key, living ones first, by name.
    case all = """
        SELECT id, clinic_id, name, scopes, created_at, last_used_at, revoked_at FROM api_key WHERE clinic_id = ?
        ORDER BY revoked_at IS NOT NULL, name, id LIMIT ?
        """
    /// One row: the key, revoked or not.
    case one = """
        SELECT id, clinic_id, name, scopes, created_at, last_used_at, revoked_at FROM api_key
        WHERE clinic_id = ? AND id = ?
        """
    /// One row when a living key has this name.
    case named = "SELECT id FROM api_key WHERE clinic_id = ? AND name = ? AND revoked_at IS NULL LIMIT 1"
    case use = "UPDATE api_key SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)"
}

/// What an administrator does about the keys of programs.
public struct APIKeyDesk {
    let db: Database
    let clinic: ID<Clinic>

    public init(_ db: Database, in clinic: ID<Clinic>) {
        self.db = db
        self.clinic = clinic
    }

    public struct Kept: Sendable, Hashable {
        public let key: APIKey
        public let createdAt: Instant
        /// nil for a living one.
        public let revokedAt: Instant?
    }

    static let most = 500

    public func all() throws -> [Kept] {
        try db.rows(APIKeyDeskSQL.all.rawValue, [.id(clinic), .number(Self.most)]).map(Self.decode)
    }

    /// nil when the clinic has none of this id.
    public func key(_ id: ID<APIKey>) throws -> Kept? {
        try db.row(APIKeyDeskSQL.one.rawValue, [.id(clinic), .id(id)]).map(Self.decode)
    }

    /// - Returns: nil when a living key has this name: a form that is sent twice makes one key.
    public func add(
        _ secret: SecretToken, name: String, scopes: Set<APIKey.Scope>, by author: Author, at now: Instant
    ) throws -> ID<APIKey>? {
        try db.transaction { () -> ID<APIKey>? in
            try ClinicStore(db).lock(clinic)
            guard try db.row(APIKeyDeskSQL.named.rawValue, [.id(clinic), .text(name)]) == nil else { return nil }
            let id = try APIKeyStore(db).add(secret, name: name, scopes: scopes, in: clinic, at: now)
            let data = JSON.object(["scopes": .array(scopes.map(\.rawValue).sorted().map { .string($0) })])
            try AuditStore(db).note(Deed(.add, .apiKey, id, data: data), by: author, in: clinic, at: now)
            return id
        }
    }

    /// - Returns: false when it was revoked before.
    public func revoke(_ id: ID<APIKey>, by author: Author, at now: Instant) throws -> Bool {
        try db.transaction {
            guard try APIKeyStore(db).revoke(id, in: clinic, at: now) else { return false }
            try AuditStore(db).note(Deed(.remove, .apiKey, id), by: author, in: clinic, at: now)
            return true
        }
    }

    private static func decode(_ row: Row) -> Kept {
        Kept(
            key: APIKeyRow.decode(row), createdAt: row.instant("created_at"),
            revokedAt: row.optionalInstant("revoked_at"))
    }
}

extension APIKeyStore {
    /// Notes that a key is used; not at each request, so that reading stays reading.
    public func noteUse(of key: APIKey, at now: Instant) throws {
        guard key.lastUsedAt.map({ $0 < now.adding(minutes: -Self.useMinutes) }) ?? true else { return }
        _ = try db.run(
            APIKeyDeskSQL.use.rawValue,
            [.instant(now), .id(key.id), .instant(now.adding(minutes: -Self.useMinutes))])
    }

    private static let useMinutes = 5
}
