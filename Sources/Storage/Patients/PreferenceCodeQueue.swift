import Campaigns
import CivilTime
import MariaDB

/// How codes leave: each at most once, committed before its first byte does.
public struct PreferenceCodeQueue {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A courier answers sooner.
    static let answerSeconds = 120

    /// A code that starts to leave.
    public struct Leaving: Sendable, Hashable {
        public let id: ID<PreferenceCode>
        public let channel: Channel
        public let address: String
        public let clinicName: String
        public let language: String
        public let nonce: [UInt8]
    }

    public enum End: String, Sendable { case waiting, sent, failed, unknown }

    /// Takes what waits for this channel, first come first, in a transaction of its own; nothing of a held clinic.
    public func take(_ channel: Channel, at now: Instant, limit: Int) throws -> [Leaving] {
        guard channel == .email || channel == .sms else { return [] }
        return try db.transaction {
            let useful = now.adding(minutes: -CodeMessage.minutes)
            let due: [ID<PreferenceCode>] = try db.rows(
                PreferenceSQL.due.rawValue, [.choice(channel), .instant(useful), .number(limit)]
            ).map { $0.id("id") }
            guard !due.isEmpty else { return [] }
            return try db.rows(PreferenceSQL.letters.rawValue, [.ids(due)]).map { row in
                let id: ID<PreferenceCode> = row.id("id")
                _ = try db.run(PreferenceSQL.leave.rawValue, [.instant(now), .id(id)])
                return Leaving(
                    id: id, channel: row.choice("channel"), address: row.text("address"),
                    clinicName: row.text("clinic"), language: row.text("language"), nonce: row.bytes("nonce"))
            }
        }
    }

    /// Notes what became of one that was leaving; `waiting` for one whose turn did not come.
    public func settle(_ id: ID<PreferenceCode>, as end: End, at now: Instant) throws {
        _ = try db.run(PreferenceSQL.settle.rawValue, [.choice(end), .instant(now), .id(id)])
    }

    /// Ends those that nothing took along in time, and those whose sender died.
    public func lapse(at now: Instant) throws {
        let old = now.adding(minutes: -CodeMessage.minutes)
        _ = try db.run(PreferenceSQL.lapse.rawValue, [.instant(now), .instant(old)])
        _ = try db.run(PreferenceSQL.lose.rawValue, [.instant(now.adding(seconds: -Self.answerSeconds))])
    }

    /// Forgets up to `limit` that were asked for before a time.
    public func sweep(askedBefore time: Instant, limit: Int) throws -> Int {
        try db.run(PreferenceSQL.sweep.rawValue, [.instant(time), .number(limit)]).rows
    }
}
