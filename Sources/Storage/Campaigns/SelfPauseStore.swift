import Campaigns
import CivilTime
import MariaDB

enum SelfPauseSQL: String, CaseIterable {
    /// One row per first message of a campaign that has its answer, first planned first, of those answered after a time.
    case first = """
        SELECT STRAIGHT_JOIN a.cause <=> 'content' AS is_refused, a.code, a.detail
        FROM (
            SELECT id FROM send FORCE INDEX (send_campaign)
            WHERE clinic_id = ? AND campaign_id = ? AND (phase IN ('SENT', 'DELIVERED') AND sent_at > ?
                OR phase = 'FAILED' AND failure IN ('permanent', 'bounced') AND updated_at > ?)
            ORDER BY planned_at, id LIMIT ?
        ) f
        LEFT JOIN send_attempt a ON a.send_id = f.id AND a.outcome = 'refused_for_ever'
        """
    /// One row: when the campaign last paused itself; NULL when it never did.
    case last = "SELECT MAX(paused_at) AS paused_at FROM self_pause WHERE clinic_id = ? AND campaign_id = ?"
    case insert = """
        INSERT INTO self_pause (clinic_id, campaign_id, paused_at, refused, answered, code, detail)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
}

extension SelfPause {
    /// nil where the row has none beside it.
    static func decode(_ row: Row) -> SelfPause? {
        guard let refused: Int = row.optionalInt("refused") else { return nil }
        return SelfPause(
            refusals: FirstRefusals(refused: refused, answered: row.int("answered")), code: row.optionalInt("code"),
            detail: row.optionalText("detail"))
    }
}

/// Campaigns that pause themselves because of what they say (delivery.md 4).
public struct SelfPauseStore {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    public enum Decision: Sendable, Hashable {
        case paused
        /// All its first messages have their answer, and it goes on; or it does not run.
        case cleared
        /// Too early to say.
        case open
    }

    /// Pauses the campaign if too many of its first messages are refused for what they say. After it paused itself
    /// and somebody let it go on, the next messages are its first.
    public func decide(_ campaign: ID<Campaign>, in clinic: ID<Clinic>, at now: Instant) throws -> Decision {
        let key: [Value] = [.id(clinic), .id(campaign)]
        let last = try db.row(SelfPauseSQL.last.rawValue, key)?.optionalInstant("paused_at")
        let since = last ?? Instant(microseconds: 0)
        let rows = try db.rows(
            SelfPauseSQL.first.rawValue,
            key + [.instant(since), .instant(since), .number(FirstRefusals.messages)])
        let refused = rows.filter { $0.bool("is_refused") }
        let refusals = FirstRefusals(refused: refused.count, answered: rows.count)
        guard refusals.pausesCampaign else { return refusals.isWhole ? .cleared : .open }
        let answer = Self.usual(refused)
        let pause = SelfPause(refusals: refusals, code: answer?.code, detail: answer?.detail)
        let life = CampaignLife(db, revisions: revisions)
        return try life.pause(campaign, itself: pause, in: clinic, at: now) == .done ? .paused : .cleared
    }

    private struct Answer: Hashable {
        let code: Int?
        let detail: String?
    }

    private static func usual(_ rows: [Row]) -> Answer? {
        let answers = rows.map { Answer(code: $0.optionalInt("code"), detail: $0.optionalText("detail")) }
        let counts = Dictionary(grouping: answers) { $0 }.mapValues(\.count)
        // The first of those that are equally frequent, so that the same rows always say the same.
        return answers.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
    }

    func insert(_ pause: SelfPause, of campaign: ID<Campaign>, in clinic: ID<Clinic>, at now: Instant) throws {
        _ = try db.run(
            SelfPauseSQL.insert.rawValue,
            [
                .id(clinic), .id(campaign), .instant(now), .number(pause.refusals.refused),
                .number(pause.refusals.answered), .number(pause.code), .text(pause.detail),
            ])
    }
}
