import Campaigns
import CivilTime
import MariaDB

/// What fell due while a campaign was paused.
struct MissedSends {
    private let db: Database
    private let campaign: Campaign

    init(_ db: Database, _ campaign: Campaign) {
        self.db = db
        self.campaign = campaign
    }

    /// Skips a batch, in a transaction of its own.
    ///
    /// - Returns: how many.
    func skipBatch(at now: Instant) throws -> Int {
        try db.transaction {
            let key: [Value] = [.id(campaign.clinicID), .id(campaign.id)]
            let limit = Value.number(WaitingSends.batch)
            var rows = try db.rows(WaitingSendSQL.parkedDue.rawValue, key + [.instant(now), limit])
            for channel in Channel.allCases where rows.isEmpty {
                let lane = SendLane(type: campaign.type, purpose: campaign.purpose)
                let queue: [Value] = [.choice(channel), .number(lane.rawValue), .instant(now)]
                rows = try db.rows(WaitingSendSQL.readyDue.rawValue, queue + key + [.instant(now), limit])
            }
            try WaitingSends(db).skip(rows, of: campaign.id, in: campaign.clinicID, .resumedWithout, at: now)
            return rows.count
        }
    }
}

/// What still waits of campaigns that were completed or archived. The verdict would skip it too, once it is due; staff
/// see it at once.
public struct EndedSends {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A page skips so many batches of what was planned since so many days, which is nearly always all; ticks the rest.
    static let pageBatches = 10
    static let pageDays = 30

    func skipRecent(of campaign: ID<Campaign>, in clinic: ID<Clinic>, at now: Instant) throws {
        let since = now.adding(hours: -24 * Self.pageDays)
        _ = try skip(of: campaign, in: clinic, since: since, batches: Self.pageBatches, at: now)
    }

    /// Skips what waits of up to `limit` ended campaigns, some batches of each.
    ///
    /// - Returns: how many sends.
    public func skip(limit: Int, batches: Int, at now: Instant) throws -> Int {
        try db.rows(WaitingSendSQL.endings.rawValue, [.number(limit)]).reduce(0) { count, row in
            let campaign: ID<Campaign> = row.id("id")
            let clinic: ID<Clinic> = row.id("clinic_id")
            let beginning = Instant(microseconds: 0)
            let result = try skip(of: campaign, in: clinic, since: beginning, batches: batches, at: now)
            if result.isAll { _ = try db.run(WaitingSendSQL.endingDone.rawValue, [.id(clinic), .id(campaign)]) }
            return count + result.count
        }
    }

    private func skip(
        of campaign: ID<Campaign>, in clinic: ID<Clinic>, since: Instant, batches: Int, at now: Instant
    ) throws -> (count: Int, isAll: Bool) {
        var count = 0
        var from = since
        for _ in 0..<batches {
            let rows = try db.transaction {
                let rows = try db.rows(
                    WaitingSendSQL.all.rawValue,
                    [.id(clinic), .id(campaign), .instant(from), .number(WaitingSends.batch)])
                try WaitingSends(db).skip(rows, of: campaign, in: clinic, .campaignEnded, at: now)
                return rows
            }
            guard let last = rows.last else { return (count, true) }
            count += rows.count
            from = last.instant("planned_at")
        }
        return (count, false)
    }
}

/// Skips sends that nobody has claimed, and counts them.
struct WaitingSends {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// Rows that one transaction skips: short enough that a tick waits no longer for it than for another tick.
    static let batch = 1_000

    func skip(_ rows: [Row], of campaign: ID<Campaign>, in clinic: ID<Clinic>, _ reason: Reason, at now: Instant) throws
    {
        guard !rows.isEmpty else { return }
        let ids: [ID<Send>] = rows.map { $0.id("id") }
        _ = try db.run(
            WaitingSendSQL.skip.rawValue, [.ids(ids), .choice(reason), .instant(now), .id(clinic)])
        try TallyStore(db).note(
            rows.map {
                .taken($0.int("wires"), of: campaign, $0.id("step_id"), in: clinic, because: reason, at: now)
            })
        try AttentionStore(db).note(taken: rows, at: now)
    }
}
