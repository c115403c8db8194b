import Campaigns
import CivilTime
import Foundation
import MariaDB

/// Replays of campaigns over the clinic's past: one a campaign, kept as a row that is worked off page by page, so that it
/// can be left, looked at and killed. Nothing that sends reads what this writes.
public struct ReplayStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// How long one worker may take over a page.
    static let leaseSeconds = 120

    /// Asks for a replay of `terms` over the last `days` days, in a transaction of its own; the campaign's one of before
    /// is forgotten.
    public func request(_ terms: Terms, of campaign: Campaign, days: Int, clinic: Clinic, at now: Instant) throws
        -> ID<ReplayReport>
    {
        let span = ReplayQuestion.span(days: days, of: clinic, now: now)
        return try db.transaction {
            let patients: Int = try db.row(ReplaySQL.countPatients.rawValue, [.id(clinic.id)])?.int("patients") ?? 0
            _ = try db.run(ReplaySQL.forget.rawValue, [.id(clinic.id), .id(campaign.id)])
            let change = try db.run(
                ReplaySQL.insert.rawValue,
                [
                    .id(clinic.id), .id(campaign.id), .text(try Self.text(terms)), .number(days),
                    .instant(span.lowerBound), .instant(span.upperBound), .number(patients),
                    .text(try Self.text(ReplayTally())), .instant(now),
                ])
            return ID(change.lastID)
        }
    }

    /// nil when the campaign has never been replayed.
    public func latest(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> ReplayReport? {
        try db.row(ReplaySQL.latest.rawValue, [.id(clinic), .id(campaign)]).map { row in
            let state: ReplayReport.State = row.choice("state")
            return ReplayReport(
                id: row.id("id"), days: row.int("days"), span: row.instant("from_at")..<row.instant("to_at"),
                state: state, patientsDone: row.int(state == .done ? "patients_total" : "patients_done"),
                patientsTotal: row.int("patients_total"), tally: try Self.value(row.text("tally")),
                requestedAt: row.instant("created_at"), endedAt: row.optionalInstant("ended_at"))
        }
    }

    /// Takes the oldest replay that waits for a worker.
    public func claimNext(at now: Instant) throws -> ID<ReplayReport>? {
        try claim(ReplaySQL.next, [.instant(now)], at: now)
    }

    /// Takes this one, unless somebody works on it.
    public func claim(_ id: ID<ReplayReport>, at now: Instant) throws -> Bool {
        try claim(ReplaySQL.lock, [.id(id), .instant(now)], at: now) != nil
    }

    private func claim(_ statement: ReplaySQL, _ values: [Value], at now: Instant) throws -> ID<ReplayReport>? {
        try db.transaction {
            guard let row = try db.row(statement.rawValue, values) else { return nil }
            let id: ID<ReplayReport> = row.id("id")
            _ = try db.run(
                ReplaySQL.lease.rawValue, [.instant(now.adding(seconds: Self.leaseSeconds)), .id(id)])
            return id
        }
    }

    /// Replays the next page of patients of a replay that the caller has claimed.
    ///
    /// - Returns: whether it goes on.
    public func workPage(_ id: ID<ReplayReport>, at now: Instant) throws -> Bool {
        guard let row = try db.row(ReplaySQL.work.rawValue, [.id(id)]),
            let clinic = try ClinicStore(db).clinic(row.id("clinic_id"))
        else { return false }
        let terms: Terms = try Self.value(row.text("terms"))
        let span = row.instant("from_at")..<row.instant("to_at")
        let reader = try ReplayReader(db, terms: terms, campaign: row.id("campaign_id"), clinic: clinic, span: span)
        let after: ID<Patient> = row.id("last_patient_id")
        let page = try reader.page(after: after)
        let tally = try reader.replay(page, onto: try Self.value(row.text("tally")))
        let isDone = page.count < ReplayReader.pageSize
        let saved = try db.run(
            ReplaySQL.save.rawValue,
            [
                .choice(isDone ? ReplayReport.State.done : .running), .id(page.last ?? after), .number(page.count),
                .text(try Self.text(tally)), .instant(isDone ? nil : now.adding(seconds: Self.leaseSeconds)),
                .instant(isDone ? now : nil), .id(id), .id(after),
            ])
        return saved.rows == 1 && !isDone
    }

    /// What the campaign's replay would have sent to one patient, and by which terms; nil when the campaign has not been
    /// replayed.
    public func messages(
        to patient: ID<Patient>, of campaign: ID<Campaign>, in clinic: Clinic, links: MessageLinks
    ) throws
        -> (terms: Terms, messages: [ReplayedMessage])?
    {
        guard let row = try db.row(ReplaySQL.question.rawValue, [.id(clinic.id), .id(campaign)]) else { return nil }
        let terms: Terms = try Self.value(row.text("terms"))
        let span = row.instant("from_at")..<row.instant("to_at")
        let reader = try ReplayReader(db, terms: terms, campaign: campaign, clinic: clinic, span: span)
        return (terms, try reader.messages(of: patient, links: links))
    }

    /// Forgets the campaign's replay, running or done.
    ///
    /// - Returns: whether there was one.
    public func forget(_ campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> Bool {
        try db.run(ReplaySQL.forget.rawValue, [.id(clinic), .id(campaign)]).rows > 0
    }

    /// "Mia Torres", by patient.
    public func names(of patients: some Sequence<ID<Patient>>, in clinic: ID<Clinic>) throws -> [ID<Patient>: String] {
        let rows = try db.rows(ReplaySQL.names.rawValue, [.ids(Set(patients)), .id(clinic)])
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0.id("id"), "\($0.text("first_name")) \($0.text("last_name"))") })
    }

    /// Lets go of a replay that goes on later.
    public func release(_ id: ID<ReplayReport>) throws {
        _ = try db.run(ReplaySQL.lease.rawValue, [.null, .id(id)])
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func value<Read: Decodable>(_ text: String) throws -> Read {
        try JSONDecoder().decode(Read.self, from: Data(text.utf8))
    }
}
