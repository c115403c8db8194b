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

    /// How many of the audience would get the campaign's first messages if it began now, and why not the others.
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
        let scope = try scope(terms.who, clinic, now)
        let ids = try ids(AudienceStatement(terms.who, scope).patients(limit: .max))
        count.inAudience = ids.count
        var begin = 0
        while begin < ids.count {
            let end = min(begin + Self.batch, ids.count)
            try note(ids[begin..<end], of: terms, in: clinic, at: now, sampling: limit, &count)
            begin = end
        }
        if limit > 0 {
            count.sample.outside = try self.ids(AudienceStatement(terms.who, scope).others(limit: limit))
        }
        return count
    }

    /// Patients whose facts are held at once.
    private static let batch = 2_000

    private func note(
        _ ids: ArraySlice<ID<Patient>>, of terms: Terms, in clinic: Clinic, at now: Instant, sampling limit: Int,
        _ count: inout AudienceCount
    ) throws {
        // Who is in the audience was decided above.
        var terms = terms
        terms.audience = .everybody
        terms.exclusions = nil
        let facts = try FactsStore(db).facts(of: ids, in: clinic, reading: .permissions)
        let isCapped = terms.purpose == .marketing
        let points = Set(facts.values.flatMap { $0.circle.everyone }.flatMap { [$0.email?.id, $0.phone?.id] })
        let patientDays = try MarketingDays<Patient>(
            .patientMarketing, of: isCapped ? Set(ids) : [], clinic, now, db)
        let pointDays = try MarketingDays<ContactPoint>(
            .pointMarketing, of: isCapped ? Set(points.compactMap(\.self)) : [], clinic, now, db)
        for id in ids {
            guard let patient = facts[id] else { continue }
            let own = patient.circle.everyone.flatMap { [$0.email?.id, $0.phone?.id] }.compactMap(\.self)
            let question = AudienceQuestion(
                terms: terms, facts: patient, patientMarketingDays: patientDays.days(of: id),
                pointMarketingDays: Dictionary(own.map { ($0, pointDays.days(of: $0)) }, uniquingKeysWith: { $1 }))
            count.note(id, question.reason(at: now), sampling: limit)
        }
    }
}

extension Audience {
    var fields: Set<Field> { Set((rule.tests + (exclusions?.tests ?? [])).map(\.field)) }
}
