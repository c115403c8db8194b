import Campaigns
import CivilTime
import MariaDB

enum AttentionSQL: String, CaseIterable {
    /// Notes sends that have failed, of a list; those that have not are left out.
    case note = """
        INSERT INTO attention (send_id, clinic_id, campaign_id, kind, failed_at)
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id,
            IF(s.failure = 'permanent', COALESCE((
                SELECT IF(a.cause = 'other', 'refused', a.cause) FROM send_attempt a
                WHERE a.send_id = s.id AND a.outcome = 'refused_for_ever' ORDER BY a.wired_at DESC LIMIT 1), 'refused'),
                s.failure), ?
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN send s ON s.id = ids.id
        WHERE s.phase = 'FAILED' AND s.failure IS NOT NULL
        ON DUPLICATE KEY UPDATE kind = VALUES(kind), failed_at = VALUES(failed_at), closed_at = NULL, closed_by = NULL,
            is_counted = FALSE
        """
    /// Those of a list that wait do so no longer.
    case close = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN attention t ON t.send_id = ids.id
        SET t.closed_at = ?, t.closed_by = ? WHERE t.clinic_id = ? AND t.closed_at IS NULL
        """
    /// One row per noted failure that is in no total yet, locked; those another tick counts are left to it.
    case uncounted = """
        SELECT send_id AS id, kind FROM attention FORCE INDEX (attention_uncounted)
        WHERE is_counted = FALSE LIMIT ? FOR UPDATE SKIP LOCKED
        """
    case addTotals = """
        INSERT INTO failure_total (kind, amount)
        SELECT t.kind, t.amount
        FROM JSON_TABLE(?, '$[*]' COLUMNS (kind VARCHAR(20) PATH '$[0]', amount INT PATH '$[1]')) t
        ON DUPLICATE KEY UPDATE amount = failure_total.amount + VALUES(amount)
        """
    case markCounted = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN attention t ON t.send_id = ids.id
        SET t.is_counted = TRUE
        """
}

/// Failed messages, each noted in the transaction in which it fails, until somebody has seen to it.
public struct AttentionStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Notes those of the sends that have failed.
    func note(_ sends: [ID<Send>], at now: Instant) throws {
        guard !sends.isEmpty else { return }
        _ = try db.run(AttentionSQL.note.rawValue, [.instant(now), .ids(sends)])
    }

    /// The same for rows `id, wires` that were taken out of the queue: only one that may have left has failed.
    func note(taken rows: [Row], at now: Instant) throws {
        try note(rows.filter { ($0.int("wires") as Int) > 0 }.map { $0.id("id") }, at: now)
    }

    /// - Returns: how many of them waited.
    @discardableResult
    func close(_ sends: [ID<Send>], in clinic: ID<Clinic>, by staff: ID<Staff>?, at now: Instant) throws -> Int {
        try db.run(AttentionSQL.close.rawValue, [.ids(sends), .instant(now), .id(staff), .id(clinic)]).rows
    }

    /// Adds up to `limit` noted failures to the totals, in a transaction of its own.
    ///
    /// - Returns: how many were added.
    public func count(limit: Int) throws -> Int {
        try db.transaction {
            let rows = try db.rows(AttentionSQL.uncounted.rawValue, [.number(limit)])
            guard !rows.isEmpty else { return 0 }
            let amounts = Dictionary(grouping: rows) { $0.text("kind") }.mapValues(\.count)
            let totals = amounts.sorted { $0.key < $1.key }.map {
                JSONCell.row([.word($0.key), .number(Int64($0.value))])
            }
            _ = try db.run(AttentionSQL.addTotals.rawValue, [.text(JSONCell.table(totals))])
            _ = try db.run(AttentionSQL.markCounted.rawValue, [.ids(rows.map { $0.id("id") as ID<Send> })])
            return rows.count
        }
    }
}
