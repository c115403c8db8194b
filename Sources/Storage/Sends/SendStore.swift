import Campaigns
import CivilTime
import MariaDB

/// Claims sends, and takes them back from claimers that died (delivery.md 2).
public struct SendStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// How long a claim holds before anybody may take it back.
    static let leaseMinutes = 3

    /// Claims due sends of one channel and lane, first due first, in a transaction of its own.
    ///
    /// - Returns: at most `limit` rows; a row whose claim died before comes alone. Empty when nothing is due.
    public func claim(_ channel: Channel, _ lane: SendLane, at now: Instant, limit: Int, token: ClaimToken) throws
        -> [ClaimedSend]
    {
        try db.transaction {
            let due = try db.rows(
                SendSQL.due.rawValue,
                [.choice(channel), .number(lane.rawValue), .instant(now), .number(limit)])
            let chosen = Self.choose(due).map(ClaimedSend.decode)
            guard !chosen.isEmpty else { return [] }
            let lease = now.adding(minutes: Self.leaseMinutes)
            let change = try db.run(
                SendSQL.claim.rawValue, [.ids(chosen.map(\.id)), token.value, .instant(lease), .instant(now)])
            // They were locked when they were read.
            precondition(change.rows == chosen.count, "a locked row changed its phase")
            return chosen
        }
    }

    /// The rows up to the first whose claim died; that one alone when it is the first.
    private static func choose(_ due: [Row]) -> ArraySlice<Row> {
        let sound = due.prefix { ($0.int("deaths") as Int) == 0 }
        return sound.isEmpty ? due.prefix(1) : sound
    }

    /// Gives back what was claimed and not wired.
    public func release(_ sends: [ClaimedSend], token: ClaimToken, at now: Instant) throws {
        guard !sends.isEmpty else { return }
        _ = try db.run(SendSQL.release.rawValue, [.ids(sends.map(\.id)), .instant(now), token.value])
    }

    /// Takes back a batch of what dead claimers held: a claim had left nothing; a wire may have (delivery.md 1).
    ///
    /// - Returns: how many rows were taken back.
    public func recover(at now: Instant, limit: Int) throws -> Int {
        try db.transaction {
            let phases = [SendPhase.claimed, .wire, .unknown]
            let lapsed = try phases.flatMap { phase in
                try db.rows(SendSQL.lapsed.rawValue, [.choice(phase), .instant(now), .number(limit)])
            }
            let deltas = try lapsed.compactMap { try recover($0, at: now) }
            try TallyStore(db).note(deltas)
            if !deltas.isEmpty { try AttentionStore(db).note(lapsed.map { $0.id("id") }, at: now) }
            return lapsed.count
        }
    }

    private func recover(_ row: Row, at now: Instant) throws -> Tally.Delta? {
        let phase: SendPhase = row.choice("phase")
        let purpose: Purpose = row.int("lane") == SendLane.marketing.rawValue ? .marketing : .care
        let settlement = Settlement.lapsed(
            phase, channel: row.choice("channel"), purpose: purpose, wires: row.int("wires"),
            deaths: row.int("deaths"), at: now)
        let deaths = (row.int("deaths") as Int) + (phase == .claimed ? 1 : 0)
        _ = try db.run(
            SendSQL.recover.rawValue,
            [
                .choice(settlement.phase), .choice(settlement.failure), .instant(settlement.nextAt),
                .number(deaths), .instant(now), .id(row.id("id") as ID<Send>), .choice(phase),
            ])
        guard settlement.phase == .failed else { return nil }
        return Tally.Delta(
            clinic: row.id("clinic_id"), campaign: row.id("campaign_id"), step: row.id("step_id"),
            measure: .failed, at: now)
    }

    /// Counts as delivered what was accepted 24 hours ago without a bounce, where nobody tells of its end.
    ///
    /// - Returns: how many rows.
    public func deliverSettled(_ channel: Channel, _ lane: SendLane, at now: Instant, limit: Int) throws -> Int {
        try db.transaction {
            let rows = try db.rows(
                SendSQL.settled.rawValue, [.choice(channel), .number(lane.rawValue), .instant(now), .number(limit)])
            guard !rows.isEmpty else { return 0 }
            let ids: [ID<Send>] = rows.map { $0.id("id") }
            _ = try db.run(SendSQL.deliver.rawValue, [.ids(ids), .instant(now), .instant(now)])
            try TallyStore(db).note(
                rows.map {
                    Tally.Delta(
                        clinic: $0.id("clinic_id"), campaign: $0.id("campaign_id"), step: $0.id("step_id"),
                        measure: .delivered, at: now)
                })
            return rows.count
        }
    }

    /// The step of a send, and how many wires of it are unanswered.
    func step(of id: ID<Send>) throws -> (step: ID<Step>?, wires: Int) {
        let row = try db.row(SendSQL.step.rawValue, [.id(id)])
        return (row?.optionalID("step_id"), row?.int("wires") ?? 0)
    }
}
