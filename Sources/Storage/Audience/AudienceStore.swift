import Campaigns
import CivilTime
import MariaDB

enum AudienceSQL: String, CaseIterable {
    /// One row: how many patients the clinic has.
    case patients = "SELECT COUNT(*) AS amount FROM patient FORCE INDEX (patient_audience) WHERE clinic_id = ?"
}

/// Whole audiences: how many they are, who they are, and whom a campaign's messages would reach.
public struct AudienceStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// How many patients of the clinic, whatever their status, are in the audience.
    ///
    /// - Parameter audience: with its segments resolved.
    public func count(_ audience: Audience, in clinic: Clinic, at now: Instant) throws -> Int {
        let question = AudienceStatement(audience, try scope(audience, clinic, now)).count
        return try db.row(question.text, question.values)?.int("amount") ?? 0
    }

    /// Those in the audience after an id, in the order of their ids.
    ///
    /// - Parameter audience: with its segments resolved.
    public func patients(
        in audience: Audience, of clinic: Clinic, at now: Instant, after: ID<Patient> = ID(0), limit: Int = .max
    ) throws -> [ID<Patient>] {
        var scope = try scope(audience, clinic, now)
        scope.after = after
        return try ids(AudienceStatement(audience, scope).patients(limit: limit))
    }

    private func scope(_ audience: Audience, _ clinic: Clinic, _ now: Instant) throws -> AudienceScope {
        AudienceScope(clinic: clinic, now: now, words: try .load(for: audience.fields, in: clinic.id, db))
    }

    private func ids(_ question: SQLCondition) throws -> [ID<Patient>] {
        var found: [ID<Patient>] = []
        try db.each(question.text, question.values) { found.append($0.id("id")) }
        return found
    }

    /// How many of the audience would get the campaign's first messages if it began now, and why not the others; nobody
    /// gets any, for no reason, where it has none.
    ///
    /// Who is in the audience is asked of MariaDB; whether its messages would leave, of the sender's own verdict.
    ///
    /// - Parameters:
    ///   - terms: with their segments resolved.
    ///   - limit: how many of each kind stay in the sample.
    public func reach(of terms: Terms, in clinic: Clinic, at now: Instant, sampling limit: Int = 0) throws
        -> AudienceCount
    {
        var count = AudienceCount()
        count.patients = try db.row(AudienceSQL.patients.rawValue, [.id(clinic.id)])?.int("amount") ?? 0
        let who = terms.who
        let scope = try scope(who, clinic, now)
        let ids = try ids(AudienceStatement(who, scope).patients(limit: .max))
        count.inAudience = ids.count
        if limit > 0 {
            count.sample.outside = try self.ids(AudienceStatement(who, scope).others(limit: limit))
        }
        if !terms.workflow.firstSends.isEmpty {
            try judge(ids, of: terms, in: clinic, at: now, sampling: limit, &count)
        }
        return count
    }

    private func judge(
        _ ids: [ID<Patient>], of terms: Terms, in clinic: Clinic, at now: Instant, sampling limit: Int,
        _ count: inout AudienceCount
    ) throws {
        // Who is in the audience is decided.
        var terms = terms
        terms.audience = .everybody
        terms.exclusions = nil
        let facts = try ReachFacts(db, of: clinic, for: terms.purpose, at: now)
        for begin in stride(from: 0, to: ids.count, by: Self.batch) {
            for question in try facts.questions(terms, of: ids[begin..<min(begin + Self.batch, ids.count)]) {
                let reason = question.reason(at: now)
                count.note(question.facts.patient.id, reason, sampling: limit)
                if reason == nil, question.isToMinorAlone(at: now) { count.minorsAlone += 1 }
            }
        }
    }

    /// Patients whose facts are held at once.
    private static let batch = 2_000
}

extension Audience {
    var fields: Set<Field> { Set((rule.tests + (exclusions?.tests ?? [])).map(\.field)) }
}
