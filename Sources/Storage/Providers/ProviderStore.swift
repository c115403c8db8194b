import Campaigns
import CivilTime
import MariaDB

enum ProviderSQL: String, CaseIterable {
    /// One row: how the provider fares; none while nothing was wrong yet.
    case state = "SELECT state, open_until, failures, unpark_at FROM provider_state WHERE provider = ?"
    /// One row per provider that had trouble once, by name.
    case all = """
        SELECT provider, state, open_until, failures, unpark_at, updated_at FROM provider_state ORDER BY provider
        """
    case save = """
        INSERT INTO provider_state (provider, state, open_until, failures, unpark_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE state = VALUES(state), open_until = VALUES(open_until), failures = VALUES(failures),
            unpark_at = VALUES(unpark_at), updated_at = VALUES(updated_at)
        """
}

/// How a provider fares.
public struct ProviderState: Sendable, Hashable {
    /// Refused our credentials: nothing goes until a person acts.
    public var isStopped: Bool
    /// In trouble until then.
    public var openUntil: Instant?
    public var failures: Int
    /// Since when a person has it working again while parked sends wait.
    public var unparkAt: Instant?

    public static let working = ProviderState(isStopped: false, openUntil: nil, failures: 0, unparkAt: nil)

    public init(isStopped: Bool, openUntil: Instant?, failures: Int, unparkAt: Instant?) {
        self.isStopped = isStopped
        self.openUntil = openUntil
        self.failures = failures
        self.unparkAt = unparkAt
    }
}

/// The states of providers, which all clinics share.
public struct ProviderStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public func state(of provider: String) throws -> ProviderState {
        try db.row(ProviderSQL.state.rawValue, [.text(provider)]).map(Self.decode) ?? .working
    }

    private static func decode(_ row: Row) -> ProviderState {
        ProviderState(
            isStopped: row.text("state") == "stopped", openUntil: row.optionalInstant("open_until"),
            failures: row.int("failures"), unparkAt: row.optionalInstant("unpark_at"))
    }

    public func save(_ state: ProviderState, of provider: String, at now: Instant) throws {
        let word = state.isStopped ? "stopped" : state.openUntil == nil ? "working" : "open"
        _ = try db.run(
            ProviderSQL.save.rawValue,
            [
                .text(provider), .text(word), .instant(state.openUntil), .number(state.failures),
                .instant(state.unparkAt), .instant(now),
            ])
    }

    /// A person says that a stopped provider works again: its parked sends go back to the queue.
    public func start(_ provider: String, at now: Instant) throws {
        let state = ProviderState(isStopped: false, openUntil: nil, failures: 0, unparkAt: now)
        try save(state, of: provider, at: now)
    }

    /// A provider that had trouble once, as staff see it.
    public struct Listed: Sendable, Hashable {
        public let name: String
        public let state: ProviderState
        public let since: Instant
    }

    /// By name; those that never had trouble are not among them.
    public func all() throws -> [Listed] {
        try db.rows(ProviderSQL.all.rawValue).map {
            Listed(name: $0.text("provider"), state: Self.decode($0), since: $0.instant("updated_at"))
        }
    }

    /// The same by somebody at a clinic, who is kept.
    ///
    /// - Returns: false for one that was not stopped.
    public func start(stopped provider: String, for clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> Bool
    {
        try db.transaction {
            guard try state(of: provider).isStopped else { return false }
            try start(provider, at: now)
            let data = JSON.object(["provider": .string(provider)])
            try AuditStore(db).note(Deed(.start, .clinic, clinic, data: data), by: author, in: clinic, at: now)
            return true
        }
    }
}
