import Campaigns
import CivilTime
import MariaDB

/// Joins receipts to their sends (delivery.md 2).
public struct ReceiptJoin {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// What one batch came to.
    public struct Joined: Sendable, Hashable {
        /// Nil when no receipt waited.
        public var last: ID<Receipt>?
        public var looked = 0
        public var delivered = 0
        public var bounced = 0
        /// Their sends are in somebody's hands: asked again by the next tick.
        public var kept = 0
    }

    /// Joins up to `limit` receipts after an id, in a transaction of its own. What says that an address is no good, or wants
    /// nothing more, acts in it; a complaint stands as a no of whoever reads there.
    public func next(after id: ID<Receipt>, at now: Instant, limit: Int) throws -> Joined {
        try db.transaction {
            let receipts = try db.rows(ReceiptSQL.pending.rawValue, [.id(id), .number(limit)])
            guard !receipts.isEmpty else { return Joined() }
            let goals = try lockGoals(of: receipts)
            var sends = try sends(of: receipts)
            var joined = Joined(last: receipts.last?.id("id"), looked: receipts.count)
            var ends: [String] = []
            for receipt in receipts {
                let send: ID<Send> = receipt.id("send_id")
                // A send of another clinic is none.
                let isThere = sends[send]?.clinic == receipt.id("clinic_id")
                let ruling = isThere ? sends[send]?.take(receipt, at: now) ?? .moot : .moot
                joined.count(ruling)
                guard ruling != .keep else { continue }
                if isThere, let goal = goals[send] { try suppress(goal, because: receipt, at: now) }
                ends.append(Self.end(receipt, ruling))
            }
            try write(sends.values.filter(\.isMoved), at: now)
            if !ends.isEmpty { _ = try db.run(ReceiptSQL.finish.rawValue, [.text(JSONCell.table(ends))]) }
            return joined
        }
    }

    private static func end(_ receipt: Row, _ ruling: ReceiptRuling) -> String {
        let id: ID<Receipt> = receipt.id("id")
        return JSONCell.row([.number(id.rawValue), .word(ruling == .moot ? "moot" : "joined")])
    }

    /// Where a send went, and who reads there.
    private struct Goal {
        let point: ID<ContactPoint>
        let channel: Channel
        /// Whom a complaint about it speaks for: whoever got it, and all who have the address; empty without one.
        var readers: Set<ID<Contact>> = []
    }

    /// Before the sends: the order of delivery.md 3.
    private func lockGoals(of receipts: [Row]) throws -> [ID<Send>: Goal] {
        let telling = receipts.filter { Self.suppression($0.choice("kind")) != nil }
        guard !telling.isEmpty else { return [:] }
        let complained = Set(
            telling.filter { $0.choice("kind") == Receipt.Kind.complaint }.map { $0.id("send_id") as ID<Send> })
        var goals: [ID<Send>: Goal] = [:]
        for row in try db.rows(ReceiptSQL.points.rawValue, [.text(Self.keys(of: telling))]) {
            guard let point: ID<ContactPoint> = row.optionalID("contact_point_id") else { continue }
            var goal = Goal(point: point, channel: row.choice("channel"))
            if complained.contains(row.id("id")) {
                goal.readers = try readers(of: point, in: row.id("clinic_id"))
                if let contact: ID<Contact> = row.optionalID("contact_id") { goal.readers.insert(contact) }
            }
            goals[row.id("id")] = goal
        }
        try Locks(db).take(
            points: goals.values.map(\.point), contacts: goals.values.flatMap(\.readers), patients: [ID<Patient>]())
        return goals
    }

    private func readers(of point: ID<ContactPoint>, in clinic: ID<Clinic>) throws -> Set<ID<Contact>> {
        Set(try db.rows(PreferenceSQL.sharing.rawValue, [.id(clinic), .id(point)]).map { $0.id("id") })
    }

    private func sends(of receipts: [Row]) throws -> [ID<Send>: JoinedSend] {
        let rows = try db.rows(ReceiptSQL.sends.rawValue, [.text(Self.keys(of: receipts))])
        return rows.reduce(into: [:]) { $0[$1.id("id")] = JoinedSend($1) }
    }

    /// By id of the send: the order in which rows are locked.
    private static func keys(of receipts: [Row]) -> String {
        let clinics = receipts.reduce(into: [ID<Send>: ID<Clinic>]()) { $0[$1.id("send_id")] = $1.id("clinic_id") }
        return JSONCell.table(
            clinics.sorted { $0.key < $1.key }.map { send, clinic in
                JSONCell.row([.number(clinic.rawValue), .number(send.rawValue)])
            })
    }

    private static func suppression(_ kind: Receipt.Kind) -> (Consents.SuppressionScope, SuppressionStore.Cause)? {
        switch kind {
        case .bouncedForEver: (.all, .badAddress)
        case .optedOut: (.all, .optOut)
        case .complaint: (.marketing, .unsubscribe)
        case .accepted, .delivered, .bouncedNow: nil
        }
    }

    private func suppress(_ goal: Goal, because receipt: Row, at now: Instant) throws {
        guard let (scope, cause) = Self.suppression(receipt.choice("kind")) else { return }
        let clinic: ID<Clinic> = receipt.id("clinic_id")
        try SuppressionStore(db).suppress(goal.point, in: clinic, scope: scope, because: cause, at: now)
        guard receipt.choice("kind") == Receipt.Kind.complaint else { return }
        let refusal = UnsubscribeStore.Refusal(
            channel: goal.channel, source: .complaint, how: "reported as spam", at: receipt.instant("occurred_at"))
        for reader in goal.readers.sorted() {
            try UnsubscribeStore(db).refuse(reader, refusal, in: clinic, at: now)
        }
    }

    private func write(_ sends: [JoinedSend], at now: Instant) throws {
        guard !sends.isEmpty else { return }
        let change = try db.run(ReceiptSQL.move.rawValue, [.text(JSONCell.table(sends.map(\.row))), .instant(now)])
        precondition(change.rows == sends.count, "a locked send changed under its receipt")
        try TallyStore(db).note(sends.flatMap { $0.deltas(at: now) })
        try AttentionStore(db).note(sends.filter(\.hasFailed).map(\.id), at: now)
    }
}

extension ReceiptJoin.Joined {
    fileprivate mutating func count(_ ruling: ReceiptRuling) {
        switch ruling {
        case .keep: kept += 1
        case .delivered: delivered += 1
        case .bounced: bounced += 1
        case .moot, .sent: break
        }
    }
}
