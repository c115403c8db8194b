import Campaigns
import CivilTime
import MariaDB

/// How test messages leave: each at most once, committed before its first byte does.
public struct TestMessageQueue {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// For how long a test is of use to the one who waits for it.
    public static let usefulMinutes = 15
    /// A courier answers sooner.
    static let answerSeconds = 120

    /// A test that starts to leave.
    public struct Leaving: Sendable, Hashable {
        public let test: TestMessage
        public let clinicName: String
        public let staffName: String
    }

    /// Takes what waits for this channel, first come first, in a transaction of its own; nothing of a held clinic.
    public func take(_ channel: Channel, at now: Instant, limit: Int) throws -> [Leaving] {
        try db.transaction {
            let useful = now.adding(minutes: -Self.usefulMinutes)
            let due = try db.rows(
                TestMessageSQL.due.rawValue, [.choice(channel), .instant(useful), .number(limit)])
            guard !due.isEmpty else { return [] }
            let ids: [ID<TestMessage>] = due.map { $0.id("id") }
            let senders = try db.rows(TestMessageSQL.senders.rawValue, [.ids(ids)])
            let names = Dictionary(
                uniqueKeysWithValues: senders.map { row -> (ID<TestMessage>, Row) in (row.id("id"), row) })
            return try due.compactMap { row in
                let test = try TestMessageStore.decode(row)
                guard let sender = names[test.id] else { return nil }
                _ = try db.run(TestMessageSQL.leave.rawValue, [.instant(now), .id(test.id)])
                return Leaving(test: test, clinicName: sender.text("clinic"), staffName: sender.text("staff"))
            }
        }
    }

    /// Notes what became of one that was leaving.
    ///
    /// - Parameter state: `waiting` for one whose turn did not come.
    public func settle(
        _ id: ID<TestMessage>, as state: TestMessage.State, because failure: TestMessage.Failure? = nil,
        code: Int? = nil, at now: Instant
    ) throws {
        _ = try db.run(
            TestMessageSQL.settle.rawValue,
            [.choice(state), .choice(failure), .number(code), .instant(now), .id(id)])
    }

    /// Ends those that nothing took along in time, and those whose sender died.
    ///
    /// - Returns: how many.
    public func lapse(at now: Instant) throws -> Int {
        let late = try db.run(
            TestMessageSQL.lapse.rawValue, [.instant(now), .instant(now.adding(minutes: -Self.usefulMinutes))]
        ).rows
        let lost = now.adding(seconds: -Self.answerSeconds)
        return late + (try db.run(TestMessageSQL.lose.rawValue, [.instant(lost)]).rows)
    }

    /// Forgets up to `limit` that were asked for before a time.
    public func sweep(askedBefore time: Instant, limit: Int) throws -> Int {
        try db.run(TestMessageSQL.sweep.rawValue, [.instant(time), .number(limit)]).rows
    }
}
