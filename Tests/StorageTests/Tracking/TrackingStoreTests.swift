import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite struct TrackingStoreTests {
    @Test("an opening counts once, however often and by however many ticks it is seen")
    func opensOnce() throws {
        try withSend { sample in
            for minute in 0..<3 { try sample.hit(.open, afterMinutes: 5 + minute) }
            #expect(try sample.store.count(at: sample.later, limit: 100) == 3)
            try sample.hit(.open, afterMinutes: 20)
            #expect(try sample.store.count(at: sample.later, limit: 100) == 1)
            #expect(try sample.store.count(at: sample.later, limit: 100) == 0)
            #expect(try sample.tally("opened") == 1)
            #expect(try sample.tally("clicked") == 0)
            #expect(try sample.time("opened_at") == sample.sentAt.adding(minutes: 5))
        }
    }

    @Test("what a machine fetched is kept apart and not counted")
    func machines() throws {
        try withSend { sample in
            try sample.store.record(
                Hit(kind: .open, send: sample.send, isMachine: true), in: sample.clinic, at: sample.later)
            let soon = sample.sentAt.adding(seconds: 9)
            try sample.store.record(
                Hit(kind: .open, send: sample.send, isMachine: false), in: sample.clinic, at: soon)
            #expect(try sample.rows.count("tracking_event", where: "is_machine") == 2)
            #expect(try sample.store.count(at: sample.later, limit: 100) == 2)
            #expect(try sample.tally("opened") == 0)
            #expect(try sample.time("opened_at") == nil)
        }
    }

    @Test("a hit ten seconds after sending is a person's")
    func boundary() throws {
        try withSend { sample in
            let hit = Hit(kind: .open, send: sample.send, isMachine: false)
            try sample.store.record(hit, in: sample.clinic, at: sample.sentAt.adding(seconds: 10))
            #expect(try sample.rows.count("tracking_event", where: "NOT is_machine") == 1)
        }
    }

    @Test("the first click is told as an event, once")
    func clicks() throws {
        try withSend { sample in
            let link = try sample.store.linkID(
                "https://a.example/", of: sample.campaign, in: sample.clinic, at: sample.sentAt)
            for minute in 5..<7 { try sample.hit(.click, link: link, afterMinutes: minute) }
            _ = try sample.store.count(at: sample.later, limit: 1)
            _ = try sample.store.count(at: sample.later, limit: 1)
            #expect(try sample.tally("clicked") == 1)
            #expect(try sample.rows.count("event", where: "type = 'MESSAGE_CLICKED'") == 1)
        }
    }

    @Test("a hit under another clinic's name leaves nothing")
    func otherClinic() throws {
        try withSend { sample in
            let other = try sample.rows.clinic("Elsewhere")
            let hit = Hit(kind: .open, send: sample.send, isMachine: false)
            try sample.store.record(hit, in: other, at: sample.later)
            #expect(try sample.rows.count("tracking_event") == 0)
        }
    }

    @Test("the same address is one link, and leads only from sends of its own campaign")
    func links() throws {
        try withSend { sample in
            let store = sample.store
            let link = try store.linkID("https://a.example/", of: sample.campaign, in: sample.clinic, at: sample.later)
            #expect(
                try store.linkID("https://a.example/", of: sample.campaign, in: sample.clinic, at: sample.later) == link
            )
            #expect(try store.links(of: sample.campaign, in: sample.clinic) == ["https://a.example/": link])
            #expect(try store.target(link, of: sample.send, in: sample.clinic) == "https://a.example/")
            let other = try sample.rows.campaign("Other", in: sample.clinic)
            let foreign = try store.linkID("https://b.example/", of: other, in: sample.clinic, at: sample.later)
            #expect(try store.target(foreign, of: sample.send, in: sample.clinic) == nil)
        }
    }

    @Test("hits to count are found by their index, without sorting")
    func plan() throws {
        try withDatabase { db in
            let plan = try db.rows("EXPLAIN " + TrackingSQL.pending.rawValue, [.int(100)])
            #expect(plan.map { $0.text("key") } == ["tracking_pending"])
            #expect(plan.allSatisfy { !$0.text("Extra").contains("filesort") })
        }
    }

    private func withSend(_ body: (SentSample) throws -> Void) throws {
        try withDatabase { db in try body(SentSample(db)) }
    }
}

/// One message that was sent.
private struct SentSample {
    let rows: SampleRows
    let store: TrackingStore
    let clinic: ID<Clinic>
    let campaign: ID<Campaign>
    let send: ID<Send>
    let sentAt = SampleRows.instant("2027-03-08T16:00Z")
    let later = SampleRows.instant("2027-03-08T18:00Z")

    init(_ db: Database) throws {
        rows = SampleRows(db)
        store = TrackingStore(db)
        clinic = try rows.clinic()
        campaign = try rows.campaign(in: clinic)
        let patient = try rows.patient("P-1", in: clinic)
        send = try rows.send(of: campaign, to: patient, in: clinic, plannedAt: sentAt, sentAt: sentAt)
    }

    func hit(_ kind: Hit.Kind, link: ID<TrackedLink>? = nil, afterMinutes minutes: Int) throws {
        let hit = Hit(kind: kind, send: send, link: link, isMachine: false)
        try store.record(hit, in: clinic, at: sentAt.adding(minutes: minutes))
    }

    func tally(_ measure: String) throws -> Int {
        try rows.db.row(
            "SELECT COALESCE(SUM(amount), 0) AS n FROM tally_delta WHERE measure = ?", [.text(measure)])!.int("n")
    }

    func time(_ column: String) throws -> Instant? {
        try rows.db.row("SELECT \(column) AS t FROM send WHERE id = ?", [.int(send.rawValue)])!
            .optionalTimestamp("t").map(Instant.init(microseconds:))
    }
}
