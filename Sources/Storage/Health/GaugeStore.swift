import Campaigns
import CivilTime
import MariaDB

/// Reads how the whole installation stands, over all clinics.
public struct GaugeStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public func gauges(at now: Instant) throws -> Gauges {
        Gauges(
            due: try due(at: now), onTheWire: try amount(in: .wire) + amount(in: .unknown),
            parked: try amount(in: .parked), parkedBecause: try parkedBecause(), totals: try totals(),
            failures: try failures(), queues: try queues(), providers: try ProviderStore(db).all(),
            heartbeat: try HeartbeatStore(db).last())
    }

    private func due(at now: Instant) throws -> [Gauges.Due] {
        try Channel.allCases.flatMap { channel in
            try SendLane.allCases.map { lane in
                let row = try db.row(
                    GaugeSQL.due.rawValue,
                    [.choice(channel), .number(lane.rawValue), .instant(now), .number(Gauges.most)])
                return Gauges.Due(
                    channel: channel, lane: lane, count: row?.int("due") ?? 0, oldest: row?.optionalInstant("oldest"))
            }
        }
    }

    private func amount(in phase: SendPhase) throws -> Int { try amount(.inPhase, [.choice(phase)]) }

    private func parkedBecause() throws -> [Reason: Int] {
        let rows = try db.rows(GaugeSQL.parked.rawValue, [.number(Gauges.mostParked)])
        var amounts: [Reason: Int] = [:]
        for row in rows { if let reason: Reason = row.optionalChoice("reason") { amounts[reason] = row.int("amount") } }
        return amounts
    }

    private func totals() throws -> Tally {
        let row = try db.row(GaugeSQL.totals.rawValue)
        let counts = [Tally.Measure.planned, .sent, .delivered, .failed, .skipped].map {
            ($0, row?.optionalInt($0.rawValue) ?? 0)
        }
        return Tally(counts: Dictionary(uniqueKeysWithValues: counts))
    }

    private func failures() throws -> [AttentionKind: Int] {
        let rows = try db.rows(GaugeSQL.failures.rawValue)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.choice("kind"), $0.int("amount")) })
    }

    private func queues() throws -> [Gauges.Queue] {
        [
            Gauges.Queue(name: "events", count: try amount(.events)),
            Gauges.Queue(name: "inbound_texts", count: try amount(.inbound)),
            Gauges.Queue(name: "receipts", count: try amount(.receipts)),
            Gauges.Queue(name: "openings_and_clicks", count: try amount(.hits)),
        ]
    }

    private func amount(_ statement: GaugeSQL, _ values: [Value] = []) throws -> Int {
        try db.row(statement.rawValue, values + [.number(Gauges.most)])?.int("amount") ?? 0
    }
}
