import Campaigns
import CivilTime
import MariaDB

enum TallySQL: String, CaseIterable {
    /// One row per change of a count; the day is the clinic's.
    case note = """
        INSERT INTO tally_delta (clinic_id, campaign_id, step_id, day, measure, reason, amount)
        SELECT d.clinic_id, d.campaign_id, d.step_id, d.day, d.measure, d.reason, d.amount
        FROM JSON_TABLE(?, '$[*]' COLUMNS (clinic_id BIGINT PATH '$[0]', campaign_id BIGINT PATH '$[1]',
            step_id BIGINT PATH '$[2]', day DATE PATH '$[3]', measure VARCHAR(20) PATH '$[4]',
            reason VARCHAR(40) PATH '$[5]', amount INT PATH '$[6]')) d
        """
    /// One row: the clinic's zone.
    case zone = "SELECT zone FROM clinic WHERE id = ?"
    /// One row per noted change, oldest first, locked; those another tick folds are left to it.
    case pending = "SELECT id FROM tally_delta ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED"
    case foldDays = """
        INSERT INTO tally_day (clinic_id, campaign_id, step_id, day, measure, reason, amount)
        SELECT STRAIGHT_JOIN d.clinic_id, d.campaign_id, d.step_id, d.day, d.measure, d.reason, SUM(d.amount)
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN tally_delta d ON d.id = ids.id
        GROUP BY d.clinic_id, d.campaign_id, d.step_id, d.day, d.measure, d.reason
        ON DUPLICATE KEY UPDATE amount = tally_day.amount + VALUES(amount)
        """
    case foldTotals = """
        INSERT INTO tally (clinic_id, campaign_id, recipients, planned, sent, delivered, failed, skipped, opened, clicked)
        SELECT STRAIGHT_JOIN d.clinic_id, d.campaign_id,
            SUM(IF(d.measure = 'recipients', d.amount, 0)), SUM(IF(d.measure = 'planned', d.amount, 0)),
            SUM(IF(d.measure = 'sent', d.amount, 0)), SUM(IF(d.measure = 'delivered', d.amount, 0)),
            SUM(IF(d.measure = 'failed', d.amount, 0)), SUM(IF(d.measure = 'skipped', d.amount, 0)),
            SUM(IF(d.measure = 'opened', d.amount, 0)), SUM(IF(d.measure = 'clicked', d.amount, 0))
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN tally_delta d ON d.id = ids.id
        GROUP BY d.clinic_id, d.campaign_id
        ON DUPLICATE KEY UPDATE recipients = tally.recipients + VALUES(recipients),
            planned = tally.planned + VALUES(planned), sent = tally.sent + VALUES(sent),
            delivered = tally.delivered + VALUES(delivered), failed = tally.failed + VALUES(failed),
            skipped = tally.skipped + VALUES(skipped), opened = tally.opened + VALUES(opened),
            clicked = tally.clicked + VALUES(clicked)
        """
    case forget = """
        DELETE d FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN tally_delta d ON d.id = ids.id
        """
}

/// Counts of campaigns. Whoever changes a row notes the change beside it, in the same transaction and without a lock;
/// ticks fold the notes into the tallies in batches.
public struct TallyStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Notes changes, those alike as one row.
    public func note(_ deltas: [Tally.Delta]) throws {
        guard !deltas.isEmpty else { return }
        var amounts: [DeltaKey: Int] = [:]
        var zones: [ID<Clinic>: Zone] = [:]
        for delta in deltas {
            let zone = try zones[delta.clinic] ?? zone(of: delta.clinic)
            zones[delta.clinic] = zone
            amounts[DeltaKey(delta, zone), default: 0] += delta.amount
        }
        let rows = amounts.filter { $0.value != 0 }.map { $0.key.json(amount: $0.value) }
        guard !rows.isEmpty else { return }
        _ = try db.run(TallySQL.note.rawValue, [.text("[" + rows.joined(separator: ",") + "]")])
    }

    func zone(of clinic: ID<Clinic>) throws -> Zone {
        guard let zone = try db.row(TallySQL.zone.rawValue, [.id(clinic)])?.optionalZone("zone") else {
            preconditionFailure("clinic \(clinic) has no zone that tzdata knows")
        }
        return zone
    }

    /// Folds up to `limit` notes into the tallies, in a transaction of its own.
    ///
    /// - Returns: how many were folded.
    public func fold(limit: Int) throws -> Int {
        try db.transaction {
            let pending: [ID<Tally>] = try db.rows(TallySQL.pending.rawValue, [.number(limit)]).map { $0.id("id") }
            guard !pending.isEmpty else { return 0 }
            for statement in [TallySQL.foldDays, .foldTotals, .forget] {
                _ = try db.run(statement.rawValue, [.ids(pending)])
            }
            return pending.count
        }
    }
}

private struct DeltaKey: Hashable {
    let clinic: ID<Clinic>
    let campaign: ID<Campaign>
    let step: ID<Step>?
    let measure: Tally.Measure
    /// The reason of what was skipped, the lane that was taken, else empty.
    let detail: String
    let day: CivilDate

    init(_ delta: Tally.Delta, _ zone: Zone) {
        clinic = delta.clinic
        campaign = delta.campaign
        step = delta.step
        measure = delta.measure
        detail = delta.reason?.rawValue ?? delta.lane?.rawValue ?? ""
        day = zone.civil(at: delta.at).date
    }

    func json(amount: Int) -> String {
        let step = step?.rawValue ?? 0
        return "[\(clinic),\(campaign),\(step),\"\(day.text)\",\"\(measure.rawValue)\",\"\(detail)\",\(amount)]"
    }
}
