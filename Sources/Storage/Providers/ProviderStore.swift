import Campaigns
import CivilTime
import MariaDB

enum ProviderSQL: String, CaseIterable {
    /// One row: how the provider fares; none while nothing was wrong yet.
    case state = """
        SELECT state, open_until, failures, trouble, trouble_code, trouble_at, unpark_at FROM provider_state
        WHERE provider = ?
        """
    /// One row per provider that had trouble once, by name.
    case all = """
        SELECT provider, state, open_until, failures, trouble, trouble_code, trouble_at, unpark_at FROM provider_state
        ORDER BY provider
        """
    /// Writes a breaker. A stop that another tick has found meanwhile stays.
    case pause = """
        INSERT INTO provider_state (provider, state, open_until, failures, trouble, trouble_code, trouble_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE state = IF(state = 'stopped', state, VALUES(state)), open_until = VALUES(open_until),
            failures = VALUES(failures), trouble = IF(state = 'stopped', trouble, VALUES(trouble)),
            trouble_code = IF(state = 'stopped', trouble_code, VALUES(trouble_code)),
            trouble_at = IF(state = 'stopped', trouble_at, VALUES(trouble_at)), updated_at = VALUES(updated_at)
        """
    case stop = """
        INSERT INTO provider_state (provider, state, open_until, failures, trouble, trouble_code, trouble_at, updated_at)
        VALUES (?, 'stopped', NULL, 0, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE state = 'stopped', trouble = VALUES(trouble), trouble_code = VALUES(trouble_code),
            trouble_at = VALUES(trouble_at), updated_at = VALUES(updated_at)
        """
    case start = """
        INSERT INTO provider_state (provider, state, open_until, failures, unpark_at, updated_at)
        VALUES (?, 'working', NULL, 0, ?, ?)
        ON DUPLICATE KEY UPDATE state = 'working', open_until = NULL, failures = 0, unpark_at = VALUES(unpark_at),
            updated_at = VALUES(updated_at)
        """
    /// All that a stop parked was given back, unless it was started anew since.
    case unparked = "UPDATE provider_state SET unpark_at = NULL WHERE provider = ? AND unpark_at = ?"
}

/// The states of providers, which all clinics share.
public struct ProviderStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public func state(of provider: String) throws -> ProviderState {
        try db.row(ProviderSQL.state.rawValue, [.text(provider)]).map(Self.decode) ?? .working
    }

    static func decode(_ row: Row) -> ProviderState {
        var trouble: ProviderState.Trouble?
        if let kind: ProviderState.Trouble.Kind = row.optionalChoice("trouble"),
            let at = row.optionalInstant("trouble_at")
        {
            trouble = ProviderState.Trouble(kind, code: row.optionalInt("trouble_code"), at: at)
        }
        return ProviderState(
            isStopped: row.text("state") == "stopped", openUntil: row.optionalInstant("open_until"),
            failures: row.int("failures"), trouble: trouble, unparkAt: row.optionalInstant("unpark_at"))
    }

    /// Keeps a breaker, open or closed.
    public func pause(_ provider: String, _ state: ProviderState, at now: Instant) throws {
        let word = state.openUntil == nil ? "working" : "open"
        _ = try db.run(
            ProviderSQL.pause.rawValue,
            [.text(provider), .text(word), .instant(state.openUntil), .number(state.failures)]
                + Self.values(state.trouble) + [.instant(now)])
    }

    /// Nothing goes by it any more until a person acts.
    public func stop(_ provider: String, because trouble: ProviderState.Trouble, at now: Instant) throws {
        _ = try db.run(
            ProviderSQL.stop.rawValue, [.text(provider)] + Self.values(trouble) + [.instant(now)])
    }

    private static func values(_ trouble: ProviderState.Trouble?) -> [Value] {
        [.choice(trouble?.kind), .number(trouble?.code), .instant(trouble?.at)]
    }

    /// A person says that a stopped provider works again: its parked sends go back to the queue.
    public func start(_ provider: String, at now: Instant) throws {
        _ = try db.run(ProviderSQL.start.rawValue, [.text(provider), .instant(now), .instant(now)])
    }

    /// Its parked sends are all back in the queue since it was started at that time.
    public func noteUnparked(_ provider: String, startedAt: Instant) throws {
        _ = try db.run(ProviderSQL.unparked.rawValue, [.text(provider), .instant(startedAt)])
    }

    /// By name; those that never had trouble are not among them.
    public func all() throws -> [String: ProviderState] {
        let rows = try db.rows(ProviderSQL.all.rawValue)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.text("provider"), Self.decode($0)) })
    }

    /// Starts it by somebody at a clinic, who is kept.
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
