import Campaigns
import CivilTime
import MariaDB
import Tokens

enum APIKeySQL: String, CaseIterable {
    /// One row: the key of this secret, unless it was revoked.
    case bySecret = """
        SELECT id, clinic_id, name, scopes, last_used_at FROM api_key WHERE secret_hash = ? AND revoked_at IS NULL
        """
    /// One row per living key, by name.
    case list = """
        SELECT id, clinic_id, name, scopes, last_used_at FROM api_key WHERE clinic_id = ? AND revoked_at IS NULL ORDER BY name, id
        """
    case insert = "INSERT INTO api_key (clinic_id, name, secret_hash, scopes, created_at) VALUES (?, ?, ?, ?, ?)"
    case revoke = "UPDATE api_key SET revoked_at = ? WHERE clinic_id = ? AND id = ? AND revoked_at IS NULL"
}

/// What a program may do for a clinic.
public struct APIKey: Sendable, Hashable {
    public enum Scope: String, Sendable, CaseIterable {
        case intake, read, manage
    }

    public let id: ID<APIKey>
    public let clinicID: ID<Clinic>
    public let name: String
    public let scopes: Set<Scope>
    /// To some minutes; nil for one that was never used.
    public let lastUsedAt: Instant?
}

/// The keys of programs, by the hash of their secret.
public struct APIKeyStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// nil for a secret that no living key has.
    public func key(_ secret: SecretToken) throws -> APIKey? {
        try db.row(APIKeySQL.bySecret.rawValue, [.bytes(secret.hash)]).map(APIKeyRow.decode)
    }

    /// By name.
    public func all(in clinic: ID<Clinic>) throws -> [APIKey] {
        try db.rows(APIKeySQL.list.rawValue, [.id(clinic)]).map(APIKeyRow.decode)
    }

    /// - Parameter secret: shown once to whoever asked; only its hash is kept.
    public func add(
        _ secret: SecretToken, name: String, scopes: Set<APIKey.Scope>, in clinic: ID<Clinic>, at now: Instant
    ) throws -> ID<APIKey> {
        let words = scopes.map(\.rawValue).sorted().joined(separator: ",")
        let change = try db.run(
            APIKeySQL.insert.rawValue,
            [.id(clinic), .text(name), .bytes(secret.hash), .text(words), .instant(now)])
        return ID(change.lastID)
    }

    /// - Returns: false when the clinic has no living key of this id.
    public func revoke(_ id: ID<APIKey>, in clinic: ID<Clinic>, at now: Instant) throws -> Bool {
        try db.run(APIKeySQL.revoke.rawValue, [.instant(now), .id(clinic), .id(id)]).rows == 1
    }
}

enum APIKeyRow {
    static func decode(_ row: Row) -> APIKey {
        let scopes = row.text("scopes").split(separator: ",").compactMap { APIKey.Scope(rawValue: String($0)) }
        return APIKey(
            id: row.id("id"), clinicID: row.id("clinic_id"), name: row.text("name"), scopes: Set(scopes),
            lastUsedAt: row.optionalInstant("last_used_at"))
    }
}
