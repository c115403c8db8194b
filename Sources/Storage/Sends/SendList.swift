import Campaigns
import CivilTime
import MariaDB

enum SendListSQL: String, CaseIterable {
    /// One row per send of a campaign that the filter lets through, from a place down to another, latest planned first.
    case earlier = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id, s.revision_id, s.step_id, s.patient_id,
               p.first_name AS patient_first, p.last_name AS patient_last, s.contact_id,
               c.first_name AS contact_first, c.last_name AS contact_last, s.channel, s.phase, s.failure, s.reason,
               s.planned_at, s.next_at, s.sent_at, s.delivered_at, s.opened_at, s.clicked_at,
               m.id IS NOT NULL AS has_message
        FROM send s FORCE INDEX (send_campaign)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        LEFT JOIN contact c ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        LEFT JOIN message m ON m.id = s.id
        WHERE s.clinic_id = ? AND s.campaign_id = ? AND s.planned_at <= ? AND (s.planned_at < ? OR s.id < ?)
            AND s.planned_at >= ? AND (s.planned_at > ? OR s.id >= ?)
            AND (? IS NULL OR s.status = ?) AND (? IS NULL OR s.reason = ?) AND (? IS NULL OR s.step_id = ?)
            AND (? IS NULL OR s.channel = ?)
        ORDER BY s.planned_at DESC, s.id DESC LIMIT ?
        """
    /// One row per send of a campaign that the filter lets through, from a place up to another, earliest planned first.
    case later = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id, s.revision_id, s.step_id, s.patient_id,
               p.first_name AS patient_first, p.last_name AS patient_last, s.contact_id,
               c.first_name AS contact_first, c.last_name AS contact_last, s.channel, s.phase, s.failure, s.reason,
               s.planned_at, s.next_at, s.sent_at, s.delivered_at, s.opened_at, s.clicked_at,
               m.id IS NOT NULL AS has_message
        FROM send s FORCE INDEX (send_campaign)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        LEFT JOIN contact c ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        LEFT JOIN message m ON m.id = s.id
        WHERE s.clinic_id = ? AND s.campaign_id = ? AND s.planned_at >= ? AND (s.planned_at > ? OR s.id > ?)
            AND s.planned_at <= ? AND (s.planned_at < ? OR s.id <= ?)
            AND (? IS NULL OR s.status = ?) AND (? IS NULL OR s.reason = ?) AND (? IS NULL OR s.step_id = ?)
            AND (? IS NULL OR s.channel = ?)
        ORDER BY s.planned_at, s.id LIMIT ?
        """
    /// One row: the send so many before a place; read from the index alone.
    case farEarlier = """
        SELECT planned_at, id FROM send FORCE INDEX (send_campaign)
        WHERE clinic_id = ? AND campaign_id = ? AND planned_at <= ? AND (planned_at < ? OR id < ?)
            AND planned_at >= ? AND (planned_at > ? OR id >= ?)
        ORDER BY planned_at DESC, id DESC LIMIT 1 OFFSET ?
        """
    /// One row: the send so many after a place; read from the index alone.
    case farLater = """
        SELECT planned_at, id FROM send FORCE INDEX (send_campaign)
        WHERE clinic_id = ? AND campaign_id = ? AND planned_at >= ? AND (planned_at > ? OR id > ?)
            AND planned_at <= ? AND (planned_at < ? OR id <= ?)
        ORDER BY planned_at, id LIMIT 1 OFFSET ?
        """
}

/// A campaign's sends in pages.
///
/// A filter is asked of at most `reach` sends a page, so that a page costs the same however many were sent: beyond
/// them the list goes on with its next page, which may hold fewer than it has room for, or none.
public struct SendList {
    let db: Database
    let revisions: RevisionStore
    let reach: Int

    public init(_ db: Database, revisions: RevisionStore? = nil) { self.init(db, revisions: revisions, reach: 4_000) }

    init(_ db: Database, revisions: RevisionStore? = nil, reach: Int) {
        self.db = db
        self.revisions = revisions ?? RevisionStore(db)
        self.reach = reach
    }

    public static let pageSize = 50

    /// Latest planned first.
    ///
    /// - Parameter after: where the page before ended; nil for the first page.
    public func page(
        of campaign: ID<Campaign>, in clinic: ID<Clinic>, filter: SendFilter = SendFilter(), after: SendCursor? = nil
    ) throws -> SendPage {
        let run = try run(.earlier, of: campaign, in: clinic, filter, from: after ?? .start, limit: Self.pageSize)
        return SendPage(sends: run.sends, next: run.next)
    }

    public func stretch(
        of campaign: ID<Campaign>, in clinic: ID<Clinic>, filter: SendFilter, at place: SendStretch.Place
    ) throws -> SendStretch {
        try SendStretch(
            place, later: { try run(.later, of: campaign, in: clinic, filter, from: $0, limit: $1) },
            earlier: { try run(.earlier, of: campaign, in: clinic, filter, from: $0, limit: $1) })
    }

    private func run(
        _ statement: SendListSQL, of campaign: ID<Campaign>, in clinic: ID<Clinic>, _ filter: SendFilter,
        from cursor: SendCursor, limit: Int
    ) throws -> SendRun {
        let isLater = statement == .later
        let end = isLater ? filter.latest : filter.earliest
        // A place outside of the filter's span of time is that span's nearer end.
        let cursor = isLater ? max(cursor, filter.earliest) : min(cursor, filter.latest)
        let whose: [Value] = [.id(clinic), .id(campaign)]
        var far: SendCursor?
        if filter.choosesAmongSends {
            let row = try db.row(
                (isLater ? SendListSQL.farLater : .farEarlier).rawValue,
                whose + Self.values(cursor) + Self.values(end) + [.number(reach - 1)])
            far = row.map { SendCursor(plannedAt: $0.instant("planned_at"), id: $0.id("id")) }
        }
        let rows = try db.rows(
            statement.rawValue,
            whose + Self.values(cursor) + Self.values(far ?? end) + Self.values(filter) + [.number(limit + 1)])
        var run = SendRun(limit: limit, try Self.decode(rows, revisions, in: clinic))
        run.next = run.next ?? far
        return run
    }

    /// The rows as sends, under the names that their steps had.
    static func decode(_ rows: [Row], _ revisions: RevisionStore, in clinic: ID<Clinic>) throws -> [ListedSend] {
        try revisions.read(Set(rows.map { $0.id("revision_id") }), in: clinic)
        let names = StepNames(revisions)
        return try rows.map { ListedSend.decode($0, step: try names.name(of: $0)) }
    }

    /// The place as a statement asks for it: the time twice, and the send within that time.
    static func values(_ cursor: SendCursor) -> [Value] {
        [.instant(cursor.plannedAt), .instant(cursor.plannedAt), .id(cursor.id)]
    }

    /// Each part twice: whether it filters, and by what.
    private static func values(_ filter: SendFilter) -> [Value] {
        let parts: [Value] = [
            .choice(filter.status), .choice(filter.reason), .id(filter.step), .choice(filter.channel),
        ]
        return parts.flatMap { [$0, $0] }
    }
}
