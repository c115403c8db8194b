/// What the campaign list asks.
enum CampaignPageSQL: String, CaseIterable {
    /// One row per status: how many campaigns stand there.
    case statuses = "SELECT status, COUNT(*) AS campaigns FROM campaign WHERE clinic_id = ? GROUP BY status"
    /// One row: how many campaigns fit the filters.
    case matching = """
        SELECT COUNT(*) AS campaigns FROM campaign
        WHERE clinic_id = ? AND (? IS NULL OR status = ?) AND (? IS NULL OR type = ?) AND (? IS NULL OR name LIKE ?)
        """
    /// One row: the first time from now on at which a running campaign has a message due.
    case nextSend = """
        SELECT s.awaits_at FROM send s FORCE INDEX (send_waiting)
        STRAIGHT_JOIN campaign c FORCE INDEX (PRIMARY)
            ON c.clinic_id = s.clinic_id AND c.id = s.campaign_id AND c.status = 'ACTIVE'
        WHERE s.clinic_id = ? AND s.awaits_at >= ? ORDER BY s.awaits_at LIMIT 1
        """
}

/// The one statement that depends on the order asked for: one text for each column and direction, made of our own words.
struct CampaignPageOrder {
    let sort: CampaignSort
    let isAscending: Bool

    static let all = CampaignSort.allCases.flatMap { sort in
        [true, false].map { CampaignPageOrder(sort: sort, isAscending: $0) }
    }

    /// One row per campaign of the page, with its counts and how many messages it has. Steps are counted for the rows
    /// of the page alone.
    var text: String {
        let direction = isAscending ? "ASC" : "DESC"
        return """
            SELECT p.id, p.name, p.type, p.status, p.trigger_type, p.trigger_event, p.trigger_lead_days, p.trigger_local,
                   p.trigger_recurrence, p.updated_at,
                   w.refused, w.answered, w.code, w.detail, p.recipients, p.planned, p.sent, p.delivered, p.failed, p.skipped, p.opened, p.clicked,
                   (SELECT COUNT(*) FROM step s FORCE INDEX (clinic_id_2) WHERE s.clinic_id = p.clinic_id
                AND s.campaign_id = p.id AND s.type = 'SEND' AND s.removed_at IS NULL) AS messages
            FROM (
                SELECT c.id, c.clinic_id, c.name, c.type, c.status, c.trigger_type, c.trigger_event,
                       c.trigger_lead_days, DATE_FORMAT(c.trigger_local, '%Y-%m-%dT%H:%i:%s') AS trigger_local,
                       c.trigger_recurrence, c.updated_at, c.paused_at,
                       t.recipients, t.planned, t.sent, t.delivered, t.failed, t.skipped, t.opened, t.clicked
                FROM campaign c LEFT JOIN tally t ON t.clinic_id = c.clinic_id AND t.campaign_id = c.id
                WHERE c.clinic_id = ? AND (? IS NULL OR c.status = ?) AND (? IS NULL OR c.type = ?)
                    AND (? IS NULL OR c.name LIKE ?)
                ORDER BY \(table).\(column) \(direction), c.id \(direction) LIMIT ? OFFSET ?
            ) p
            LEFT JOIN self_pause w ON w.clinic_id = p.clinic_id AND w.campaign_id = p.id AND w.paused_at = p.paused_at
            ORDER BY p.\(column) \(direction), p.id \(direction)
            """
    }

    private var table: String {
        switch sort {
        case .name, .type, .status, .updated: "c"
        case .recipients, .sent, .delivered, .opened, .clicked: "t"
        }
    }

    private var column: String { sort == .updated ? "updated_at" : sort.rawValue }
}
