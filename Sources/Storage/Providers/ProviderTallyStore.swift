import Campaigns
import CivilTime
import Foundation
import MariaDB

enum ProviderTallySQL: String, CaseIterable {
    case add = """
        INSERT INTO provider_tally (clinic_id, provider, since, outcome, amount, last_at)
        SELECT t.clinic_id, ?, ?, t.outcome, t.amount, ?
        FROM JSON_TABLE(?, '$[*]' COLUMNS (clinic_id BIGINT PATH '$[0]', outcome VARCHAR(20) PATH '$[1]',
            amount INT PATH '$[2]')) t
        ON DUPLICATE KEY UPDATE amount = provider_tally.amount + VALUES(amount), last_at = VALUES(last_at)
        """
    /// One row per provider and outcome of the clinic's messages since a time, and how many of those since a later one.
    case counts = """
        SELECT provider, outcome, SUM(amount) AS amount, SUM(IF(since >= ?, amount, 0)) AS late, MAX(last_at) AS last_at
        FROM provider_tally WHERE clinic_id = ? AND since >= ? GROUP BY provider, outcome ORDER BY NULL
        """
    /// One row: when the provider last took a message of the clinic; none when that is forgotten, or never was.
    case accepted = """
        SELECT MAX(last_at) AS last_at FROM provider_tally
        WHERE clinic_id = ? AND provider = ? AND since >= ? AND outcome = 'accepted'
        """
    /// One row: how many of the clinic's messages of a channel are due and wait.
    case waiting = """
        SELECT COUNT(IF(w.channel = ? AND (w.phase = 'READY' OR w.reason = 'PROVIDER_STOPPED'), 1, NULL)) AS waiting
        FROM (
            SELECT channel, phase, reason FROM send FORCE INDEX (send_waiting)
            WHERE clinic_id = ? AND awaits_at <= ? ORDER BY awaits_at DESC LIMIT ?
        ) w
        """
    case sweep = "DELETE FROM provider_tally WHERE since < ? ORDER BY since LIMIT ?"
}

/// What providers answered of late, counted by clinic and ten minutes. A tick adds up in memory and writes when it is done with
/// a lane, so that delivering costs nothing more; what a killed tick had not written is missing.
public struct ProviderTallyStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    static let stretchSeconds: Int64 = 600
    /// So far back staff can see.
    public static let days = 8
    /// Of messages that wait, so many at most are looked at.
    public static let mostCounted = 2_000

    /// One clinic's answers of one kind.
    public struct Key: Sendable, Hashable {
        public let clinic: ID<Clinic>
        public let outcome: CourierAnswer.Outcome

        public init(_ clinic: ID<Clinic>, _ outcome: CourierAnswer.Outcome) {
            (self.clinic, self.outcome) = (clinic, outcome)
        }
    }

    public func add(_ amounts: [Key: Int], of provider: String, at now: Instant) throws {
        guard !amounts.isEmpty else { return }
        let rows = amounts.sorted {
            ($0.key.clinic, $0.key.outcome.rawValue) < ($1.key.clinic, $1.key.outcome.rawValue)
        }.map {
            JSONCell.row([
                .number($0.key.clinic.rawValue), .word($0.key.outcome.rawValue), .number(Int64($0.value)),
            ])
        }
        _ = try db.run(
            ProviderTallySQL.add.rawValue,
            [.text(provider), .instant(Self.stretch(of: now)), .instant(now), .text(JSONCell.table(rows))])
    }

    private static func stretch(of now: Instant) -> Instant {
        let seconds = now.microseconds / 1_000_000
        return Instant(microseconds: (seconds - seconds % stretchSeconds) * 1_000_000)
    }

    /// What a provider answered of late over a clinic's messages.
    public struct Counts: Sendable, Hashable {
        public var lastHour: [CourierAnswer.Outcome: Int] = [:]
        public var lastDay: [CourierAnswer.Outcome: Int] = [:]
        /// Within the last day.
        public var acceptedAt: Instant?

        public init() {}
    }

    /// By provider; those that answered nothing are not among them. Ten minutes count as a whole.
    public func counts(in clinic: ID<Clinic>, at now: Instant) throws -> [String: Counts] {
        let hour = Self.stretch(of: now.adding(hours: -1))
        let day = Self.stretch(of: now.adding(hours: -24))
        var counts: [String: Counts] = [:]
        for row in try db.rows(ProviderTallySQL.counts.rawValue, [.instant(hour), .id(clinic), .instant(day)]) {
            let outcome: CourierAnswer.Outcome = row.choice("outcome")
            let provider = row.text("provider")
            counts[provider, default: Counts()].lastDay[outcome] = row.int("amount")
            let late: Int = row.int("late")
            if late > 0 { counts[provider, default: Counts()].lastHour[outcome] = late }
            if outcome == .accepted { counts[provider, default: Counts()].acceptedAt = row.optionalInstant("last_at") }
        }
        return counts
    }

    /// When it last took a message of the clinic, within `days`.
    public func acceptedAt(_ provider: String, in clinic: ID<Clinic>, at now: Instant) throws -> Instant? {
        try db.row(
            ProviderTallySQL.accepted.rawValue,
            [.id(clinic), .text(provider), .instant(now.adding(hours: -24 * Self.days))])?.optionalInstant("last_at")
    }

    /// How many of the clinic's messages of a channel are due by then and wait; of the latest `mostCounted` that wait.
    public func waiting(_ channel: Channel, in clinic: ID<Clinic>, until: Instant) throws -> Int {
        try db.row(
            ProviderTallySQL.waiting.rawValue,
            [.choice(channel), .id(clinic), .instant(until), .number(Self.mostCounted)])?.int("waiting") ?? 0
    }

    public func sweep(at now: Instant, limit: Int) throws -> Int {
        try db.run(
            ProviderTallySQL.sweep.rawValue, [.instant(now.adding(hours: -24 * Self.days)), .number(limit)]
        ).rows
    }
}
