import Campaigns
import CivilTime
import MariaDB

enum EventSQL: String, CaseIterable {
    /// One row per new event; none for a key that came before.
    case insert = """
        INSERT INTO event (clinic_id, source_key, type, patient_id, appointment_id, treatment_id, invoice_id,
            occurred_at, received_at, is_bulk, has_own_time, data, day, lead_days)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE id = id
        """
    /// One row per event that no tick has looked at, oldest first, locked.
    case pending = """
        SELECT id, clinic_id, type, patient_id, appointment_id, treatment_id, invoice_id, occurred_at, received_at,
               is_bulk, has_own_time, lead_days, day, source_key, data
        FROM event FORCE INDEX (event_pending) WHERE state = 'pending' ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
        """
    case finish = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN event e ON e.id = ids.id
        SET e.state = 'done'
        """
    /// Counts an error; the fifth leaves the event to staff.
    case noteError = """
        UPDATE event SET state = IF(errors >= 4, 'failed', 'pending'), errors = errors + 1 WHERE id = ?
        """
}

/// Things that happened, each once.
public struct EventStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// An event that is to be kept.
    public struct Arrival: Sendable {
        /// Ours, or the sender's own id: the same again is nothing new.
        public var key: String
        public var type: EventType
        public var patient: ID<Patient>
        public var anchor: Anchor
        /// nil where the sender named no time: then it happened at its receipt.
        public var occurredAt: Instant?
        public var isBulk: Bool
        /// JSON.
        public var data: String?
        /// The clinic's date that a daily event is about, and how many days before it is told.
        public var day: CivilDate?
        public var leadDays = 0

        public init(
            key: String, type: EventType, patient: ID<Patient>, anchor: Anchor, occurredAt: Instant?,
            isBulk: Bool = false, data: String? = nil
        ) {
            self.key = key
            self.type = type
            self.patient = patient
            self.anchor = anchor
            self.occurredAt = occurredAt
            self.isBulk = isBulk
            self.data = data
        }
    }

    /// Keeps the event, inside the caller's transaction.
    ///
    /// - Returns: false when its key came before.
    @discardableResult
    public func emit(_ arrival: Arrival, in clinic: ID<Clinic>, at now: Instant) throws -> Bool {
        let change = try db.run(
            EventSQL.insert.rawValue,
            [
                .id(clinic), .text(arrival.key), .text(arrival.type.rawValue), .id(arrival.patient),
                .id(arrival.anchor.appointment), .id(arrival.anchor.treatment), .id(arrival.anchor.invoice),
                .instant(arrival.occurredAt ?? now), .instant(now), .bool(arrival.isBulk),
                .bool(arrival.occurredAt != nil || !arrival.isBulk), .text(arrival.data), .date(arrival.day),
                .number(arrival.leadDays),
            ])
        return change.rows == 1
    }

    /// Events that no tick has looked at, oldest first, locked until the transaction ends.
    public func claimPending(limit: Int) throws -> [Event] {
        try db.rows(EventSQL.pending.rawValue, [.number(limit)]).map(EventRow.decode)
    }

    public func finish(_ events: [Event]) throws {
        guard !events.isEmpty else { return }
        _ = try db.run(EventSQL.finish.rawValue, [.ids(events.map(\.id))])
    }

    public func noteError(_ event: ID<Event>) throws {
        _ = try db.run(EventSQL.noteError.rawValue, [.id(event)])
    }
}
