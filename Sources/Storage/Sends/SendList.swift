import Campaigns
import CivilTime
import MariaDB

enum SendListSQL: String, CaseIterable {
    /// One row per send of a campaign that the filter lets through, newest planned first.
    case page = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id, s.revision_id, s.step_id, s.patient_id,
               p.first_name AS patient_first, p.last_name AS patient_last, s.contact_id,
               c.first_name AS contact_first, c.last_name AS contact_last, s.channel, s.phase, s.failure, s.reason,
               s.planned_at, s.next_at, s.sent_at, s.delivered_at, s.opened_at, s.clicked_at,
               m.id IS NOT NULL AS has_message
        FROM send s FORCE INDEX (send_campaign)
        JOIN patient p ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
        LEFT JOIN contact c ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        LEFT JOIN message m ON m.id = s.id
        WHERE s.clinic_id = ? AND s.campaign_id = ? AND s.planned_at <= ? AND (s.planned_at < ? OR s.id < ?)
            AND (? IS NULL OR s.status = ?) AND (? IS NULL OR s.reason = ?) AND (? IS NULL OR s.step_id = ?)
            AND (? IS NULL OR s.channel = ?)
        ORDER BY s.planned_at DESC, s.id DESC LIMIT ?
        """
}

/// A campaign's sends in pages.
public struct SendList {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public static let pageSize = 50

    /// - Parameter after: where the page before ended; nil for the first page.
    public func page(
        of campaign: ID<Campaign>, in clinic: ID<Clinic>, filter: SendFilter = SendFilter(), after: SendCursor? = nil
    ) throws -> SendPage {
        let cursor = after ?? .start
        let place: [Value] = [.instant(cursor.plannedAt), .instant(cursor.plannedAt), .id(cursor.id)]
        // One more than is shown tells whether a next page exists.
        let rows = try db.rows(
            SendListSQL.page.rawValue,
            [.id(clinic), .id(campaign)] + place + Self.values(filter) + [.number(Self.pageSize + 1)])
        let names = StepNames(db)
        let sends = try rows.prefix(Self.pageSize).map { ListedSend.decode($0, step: try names.name(of: $0)) }
        let next = rows.count > Self.pageSize ? sends.last.map { SendCursor(plannedAt: $0.plannedAt, id: $0.id) } : nil
        return SendPage(sends: sends, next: next)
    }

    /// Each part twice: whether it filters, and by what.
    private static func values(_ filter: SendFilter) -> [Value] {
        let parts: [Value] = [
            .choice(filter.status), .choice(filter.reason), .id(filter.step), .choice(filter.channel),
        ]
        return parts.flatMap { [$0, $0] }
    }
}
