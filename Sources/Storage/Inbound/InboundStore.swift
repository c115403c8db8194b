import Campaigns
import CivilTime
import MariaDB

/// Takes in what people write back.
///
/// All clinics of an installation write from one number, so a message belongs to those that know its sender: a word that
/// ends texts, or begins them again, to all of them; anything else to the one that wrote to the sender last. What nobody
/// knows the sender of is the clinic's, where there is only one.
public struct InboundStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A clinic that may be meant.
    private struct Home {
        let clinic: ID<Clinic>
        let language: String
        let point: ID<ContactPoint>
    }

    /// Keeps the message, once, in a transaction of its own. An opt-out acts in it: from its commit on no SMS to the number
    /// starts to leave (rules.md 4).
    public func receive(_ message: InboundText, at now: Instant) throws -> InboundOutcome {
        try db.transaction {
            var outcome = InboundOutcome.unplaced
            let homes = try homes(of: message, at: now)
            try Locks(db).take(points: homes.map(\.point), contacts: [ID<Contact>](), patients: [ID<Patient>]())
            for (place, home) in homes.enumerated() {
                let reading = try read(message, home)
                guard place == 0 || reading.keyword == .optOut || reading.keyword == .optIn else { continue }
                if try keep(message, reading, home, at: now) {
                    try act(on: reading, home, at: now)
                    outcome = .kept
                } else if outcome == .unplaced {
                    outcome = .known
                }
            }
            return outcome
        }
    }

    private func homes(of message: InboundText, at now: Instant) throws -> [Home] {
        let known = try db.rows(InboundSQL.homes.rawValue, [.text(message.sender)]).map { row in
            Home(clinic: row.id("clinic_id"), language: row.text("language"), point: row.id("point_id"))
        }
        guard known.isEmpty else { return known }
        let clinics = try db.rows(InboundSQL.clinics.rawValue)
        guard clinics.count == 1 else { return [] }
        return try clinics.map { row in
            let point = try newPoint(message.sender, in: row.id("id"), at: now)
            return Home(clinic: row.id("id"), language: row.text("language"), point: point)
        }
    }

    private func newPoint(_ number: String, in clinic: ID<Clinic>, at now: Instant) throws -> ID<ContactPoint> {
        let values: [Value] = [.id(clinic), .choice(ContactPoint.Kind.phone), .text(number), .instant(now)]
        return ID(try db.run(ContactSQL.point.rawValue, values).lastID)
    }

    private func read(_ message: InboundText, _ home: Home) throws -> KeywordReading {
        let spoken = try db.rows(InboundSQL.languages.rawValue, [.id(home.clinic), .id(home.point)])
            .map { $0.text("language") }
        let isOptedOut = try SuppressionStore(db)
            .isStanding(home.point, in: home.clinic, scope: .all, because: .optOut)
        return KeywordReading(message.text, languages: spoken + [home.language], isOptedOut: isOptedOut)
    }

    /// - Returns: false when it was kept before.
    private func keep(_ message: InboundText, _ reading: KeywordReading, _ home: Home, at now: Instant) throws -> Bool {
        let change = try db.run(
            InboundSQL.insert.rawValue,
            [
                .id(home.clinic), .text(message.provider), .text(message.key), .id(home.point), .text(message.text),
                .choice(reading.keyword), .bool(reading.isBare), .choice(InboundState(of: reading)), .instant(now),
            ])
        return change.rows == 1
    }

    private func act(on reading: KeywordReading, _ home: Home, at now: Instant) throws {
        let suppressions = SuppressionStore(db)
        switch reading.keyword {
        case .optOut:
            try suppressions.suppress(home.point, in: home.clinic, scope: .all, because: .optOut, at: now)
            try skipWaiting(to: home.point, in: home.clinic, at: now)
        case .optIn:
            try suppressions.lift(home.point, in: home.clinic, scope: .all, because: .optOut, at: now)
            try OptInReplan(db: db, now: now).replan(whoHas: home.point, in: home.clinic)
        case .help, .confirm, .reschedule, nil: return
        }
    }

    private func skipWaiting(to point: ID<ContactPoint>, in clinic: ID<Clinic>, at now: Instant) throws {
        let rows = try db.rows(InboundSQL.waiting.rawValue, [.id(clinic), .id(point)])
        guard !rows.isEmpty else { return }
        _ = try db.run(
            InboundSQL.skip.rawValue, [.choice(Reason.suppressed), .instant(now), .id(clinic), .id(point)])
        try TallyStore(db).note(
            rows.map {
                .taken(
                    $0.int("wires"), of: $0.id("campaign_id"), $0.id("step_id"), in: clinic, because: .suppressed,
                    at: now)
            })
        try AttentionStore(db).note(taken: rows, at: now)
    }
}

/// How far a text message has come.
enum InboundState: String {
    /// A tick acts on it.
    case pending
    case understood
    /// Staff read it.
    case shown

    /// What no rule understands is shown at once. So is a cry for help, which nobody else answers, and whatever says more
    /// than its word (rules.md 8).
    init(of reading: KeywordReading) {
        switch reading.keyword {
        case .confirm, .reschedule: self = .pending
        case .optOut, .optIn: self = reading.isBare ? .understood : .shown
        case .help, nil: self = .shown
        }
    }
}
