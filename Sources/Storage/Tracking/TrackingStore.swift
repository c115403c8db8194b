import Campaigns
import CivilTime
import MariaDB

/// One fetch of a picture or a link that stands in a message.
public struct Hit: Sendable, Hashable {
    public enum Kind: String, Sendable { case open, click }

    public let kind: Kind
    public let send: ID<Send>
    /// What was clicked; nil for an opening.
    public let link: ID<TrackedLink>?
    /// The request itself shows that no person made it.
    public let isMachine: Bool

    public init(kind: Kind, send: ID<Send>, link: ID<TrackedLink>? = nil, isMachine: Bool) {
        self.kind = kind
        self.send = send
        self.link = link
        self.isMachine = isMachine
    }
}

/// The target that a click redirects to.
public enum TrackedLink {}

/// Openings and clicks: kept as they come, counted by the tick.
public struct TrackingStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A hit so soon after sending is a machine's.
    static let machineSeconds = 10

    /// Keeps the hit in one statement; one of a send that is not the clinic's leaves nothing.
    public func record(_ hit: Hit, in clinic: ID<Clinic>, at now: Instant) throws {
        _ = try db.run(
            TrackingSQL.record.rawValue,
            [
                .choice(hit.kind), .id(hit.link), .bool(hit.isMachine),
                .instant(now.adding(seconds: -Self.machineSeconds)), .instant(now), .id(hit.send), .id(clinic),
            ])
    }

    /// Keeps a reading of a message in its inbox; the caller knows that it is the clinic's.
    func recordReading(of send: ID<Send>, in clinic: ID<Clinic>, at now: Instant) throws {
        _ = try db.run(TrackingSQL.recordReading.rawValue, [.id(clinic), .id(send), .instant(now)])
    }

    /// Where a stored link of the send's campaign leads; nil when there is none of this id.
    public func target(_ link: ID<TrackedLink>, of send: ID<Send>, in clinic: ID<Clinic>) throws -> String? {
        try db.row(TrackingSQL.target.rawValue, [.id(send), .id(clinic), .id(link)])?.text("url")
    }

    /// The stored link that leads to `url`, made if there is none.
    public func linkID(_ url: String, of campaign: ID<Campaign>, in clinic: ID<Clinic>, at now: Instant) throws
        -> ID<TrackedLink>
    {
        let key: [Value] = [.id(clinic), .id(campaign), .text(url)]
        if let row = try db.row(TrackingSQL.findLink.rawValue, key) { return row.id("id") }
        return ID(try db.run(TrackingSQL.addLink.rawValue, key + [.text(url), .instant(now)]).lastID)
    }

    /// The stored links of a campaign by their targets.
    public func links(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> [String: ID<TrackedLink>] {
        let rows = try db.rows(TrackingSQL.links.rawValue, [.id(clinic), .id(campaign)])
        return Dictionary(rows.map { ($0.text("url"), $0.id("id")) }, uniquingKeysWith: { first, _ in first })
    }

    /// Counts up to `limit` hits, in a transaction of its own: each send is opened once and clicked once, by people
    /// alone, and its first click is told as an event.
    ///
    /// - Returns: how many hits were looked at.
    public func count(at now: Instant, limit: Int) throws -> Int {
        try db.transaction {
            let hits = try db.rows(TrackingSQL.pending.rawValue, [.number(limit)])
            guard !hits.isEmpty else { return 0 }
            let firsts = FirstHits(hits)
            for row in try db.rows(TrackingSQL.sends.rawValue, [.ids(firsts.sends)]) {
                try count(row, firsts, at: now)
            }
            let marks = firsts.sends.map(firsts.mark)
            if !marks.isEmpty {
                _ = try db.run(TrackingSQL.mark.rawValue, [.text(JSONCell.table(marks)), .instant(now)])
            }
            let counted: [ID<Hit>] = hits.map { $0.id("id") }
            _ = try db.run(TrackingSQL.finish.rawValue, [.ids(counted)])
            return hits.count
        }
    }

    private func count(_ row: Row, _ firsts: FirstHits, at now: Instant) throws {
        let send: ID<Send> = row.id("id")
        var deltas: [Tally.Delta] = []
        func note(_ measure: Tally.Measure, at time: Instant) {
            deltas.append(
                Tally.Delta(
                    clinic: row.id("clinic_id"), campaign: row.id("campaign_id"), step: row.id("step_id"),
                    measure: measure, at: time))
        }
        if let time = firsts.opened[send], row.isNull("opened_at") { note(.opened, at: time) }
        if let time = firsts.clicked[send], row.isNull("clicked_at") {
            note(.clicked, at: time)
            let arrival = EventStore.Arrival(
                key: "send:\(send):clicked", type: .messageClicked, patient: row.id("patient_id"), anchor: Anchor(),
                occurredAt: time, data: JSON.object(["send": .string(send.description)]).text)
            try EventStore(db).emit(arrival, in: row.id("clinic_id"), at: now)
        }
        try TallyStore(db).note(deltas)
    }
}

/// The first opening and the first click that people made, of each send.
private struct FirstHits {
    private(set) var opened: [ID<Send>: Instant] = [:]
    private(set) var clicked: [ID<Send>: Instant] = [:]

    init(_ rows: [Row]) {
        for row in rows where !row.bool("is_machine") {
            let send: ID<Send> = row.id("send_id")
            let time = row.instant("happened_at")
            switch Hit.Kind(rawValue: row.text("kind")) {
            case .open: opened[send] = min(opened[send] ?? time, time)
            case .click: clicked[send] = min(clicked[send] ?? time, time)
            case nil: preconditionFailure("a hit of a kind that this program does not know")
            }
        }
    }

    /// By id: the order in which rows are locked.
    var sends: [ID<Send>] { Set(opened.keys).union(clicked.keys).sorted() }

    func mark(_ send: ID<Send>) -> String {
        JSONCell.row([.number(send.rawValue), .instant(opened[send]), .instant(clicked[send])])
    }
}
