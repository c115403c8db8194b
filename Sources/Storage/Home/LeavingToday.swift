import Campaigns
import CivilTime
import MariaDB

enum LeavingTodaySQL: String, CaseIterable {
    /// One row per campaign and quarter of an hour, counted from a beginning: how many messages leave then. By the
    /// claim's own index, so that it costs what is about to leave, and never what was sent.
    case quarters = """
        SELECT STRAIGHT_JOIN q.campaign_id, c.name, q.quarter, q.sends
        FROM (
            SELECT w.campaign_id, w.quarter, COUNT(*) AS sends
            FROM (
                SELECT campaign_id, TIMESTAMPDIFF(MINUTE, ?, GREATEST(next_at, ?)) DIV 15 AS quarter
                FROM send FORCE INDEX (send_claim)
                WHERE phase = 'READY' AND channel IN ('EMAIL', 'SMS', 'IN_APP', 'PUSH') AND lane IN (0, 1, 2, 3)
                    AND next_at < ? AND clinic_id = ?
                LIMIT ?
            ) w
            GROUP BY w.campaign_id, w.quarter ORDER BY NULL
        ) q
        JOIN campaign c FORCE INDEX (PRIMARY) ON c.clinic_id = ? AND c.id = q.campaign_id
        """
}

/// What leaves today, hour by hour.
public struct LeavingToday: Sendable, Hashable {
    /// What one campaign sends in an hour.
    public struct Part: Sendable, Hashable {
        public let campaign: ID<Campaign>
        public let name: String
        public var sends: Int
    }

    public struct Hour: Sendable, Hashable {
        /// The clinic's hour, as its first minute.
        public let from: Instant
        /// Most messages first.
        public let parts: [Part]

        public var sends: Int { parts.reduce(0) { $0 + $1.sends } }
    }

    /// Earliest first; hours in which nothing leaves are left out.
    public let hours: [Hour]
    /// Whether more than were counted leave.
    public let isCut: Bool

    public var sends: Int { hours.reduce(0) { $0 + $1.sends } }

    /// More than these are not counted one by one.
    static let most = 20_000
}

/// Counts what leaves from now to midnight.
public struct LeavingTodayStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// What was due before `now` leaves with the next minutes, and counts in this hour.
    public func leaving(in clinic: ID<Clinic>, zone: Zone, at now: Instant) throws -> LeavingToday {
        let today = zone.civil(at: now).date
        let midnight = ClockTime(minutes: 0)
        let start = zone.instant(of: today.at(midnight))
        let end = zone.instant(of: today.adding(days: 1).at(midnight))
        let rows = try db.rows(
            LeavingTodaySQL.quarters.rawValue,
            [
                .instant(start), .instant(now), .instant(end), .id(clinic), .number(LeavingToday.most + 1), .id(clinic),
            ])
        var hours: [Instant: [ID<Campaign>: LeavingToday.Part]] = [:]
        for row in rows {
            // Zones differ from each other by quarters of an hour.
            let quarter = start.adding(minutes: 15 * (row.int("quarter") as Int))
            let hour = quarter.adding(minutes: -(zone.civil(at: quarter).time.minutes % 60))
            let part = LeavingToday.Part(campaign: row.id("campaign_id"), name: row.text("name"), sends: 0)
            hours[hour, default: [:]][part.campaign, default: part].sends += row.int("sends")
        }
        let sorted = hours.sorted { $0.key < $1.key }.map { hour, parts in
            LeavingToday.Hour(
                from: hour, parts: parts.values.sorted { ($1.sends, $0.campaign) < ($0.sends, $1.campaign) })
        }
        let found = LeavingToday(hours: sorted, isCut: false)
        return LeavingToday(hours: sorted, isCut: found.sends > LeavingToday.most)
    }
}
