import Campaigns
import CivilTime
import MariaDB

enum PublicationSQL: String, CaseIterable {
    /// One row per living enrollment of a campaign, newest first.
    case inside = """
        SELECT id, clinic_id, campaign_id, revision_id, patient_id, appointment_id, treatment_id, invoice_id, event_id,
               trigger_event, emitted_start, started_at, opens_at, opening_version, reopened_at, received_at,
               is_taken_up, schedule_version, decisions, pauses, status, errors, anchor_key
        FROM enrollment FORCE INDEX (enrollment_behind)
        WHERE clinic_id = ? AND campaign_id = ? AND status = 'running' ORDER BY revision_id DESC, id DESC LIMIT ?
        """
    /// One row where a message that the campaign runs with has a newer text, or a segment of the clinic was changed since.
    case mayDiffer = """
        SELECT c.id
        FROM campaign c
        JOIN revision r ON r.clinic_id = c.clinic_id AND r.campaign_id = c.id AND r.id = c.revision_id
        LEFT JOIN JSON_TABLE(r.document, '$.templateVersions[*]'
            COLUMNS (template_id BIGINT PATH '$.template', number INT PATH '$.number')) v ON TRUE
        LEFT JOIN message_template t ON t.clinic_id = c.clinic_id AND t.id = v.template_id
        WHERE c.clinic_id = ? AND c.id = ? AND (t.number > v.number
            OR r.published_at < (SELECT MAX(s.updated_at) FROM segment s WHERE s.clinic_id = c.clinic_id))
        LIMIT 1
        """
}

/// What publishing a draft would change: asked before it is confirmed, by the functions that then do it.
public struct PublicationForecast: Sendable, Hashable {
    public let changes: [TermsChange]
    /// What runs, and what would.
    public let running: Terms
    public let draft: Terms
    public let problems: [Problem]
    /// Patients on their way through the campaign; one with two visits counts twice.
    public let inside: Int
    /// Of how many of them the numbers below are: the newest.
    public let asked: Int
    /// Those of them for whom anything changes.
    public let affected: Int
    /// Waiting messages that leave at another time.
    public let retimed: Int
    /// Waiting messages that are not sent.
    public let skipped: Int
    /// Messages that they get besides.
    public let added: Int
}

extension CampaignLife {
    /// Whether publishing may change something though the draft itself was not: asked for the head of its pages.
    public func mayDiffer(_ id: ID<Campaign>, in clinic: ID<Clinic>) throws -> Bool {
        try db.row(PublicationSQL.mayDiffer.rawValue, [.id(clinic), .id(id)]) != nil
    }

    /// So many people are looked at before the question is put: a page must not take longer.
    static let forecastLimit = 60

    /// nil for a campaign that the clinic has not, or that does not run.
    public func forecast(of id: ID<Campaign>, in clinicID: ID<Clinic>, couriers: Set<Channel>, at now: Instant) throws
        -> PublicationForecast?
    {
        guard let clinic = try ClinicStore(db).clinic(clinicID),
            let campaign = try CampaignStore(db).campaign(id, in: clinicID), let revision = campaign.revisionID
        else { return nil }
        let draft = try CampaignStore(db).terms(of: campaign)
        let running = try revisions.terms(revision, of: id, in: clinicID)
        let changes = draft.changes(since: running)
        let problems =
            changes.isEmpty
            ? [] : try publishingProblems(of: campaign, draft, running, in: clinic, couriers: couriers, at: now)
        let ways = try changes.isEmpty ? [] : inside(id, clinic, by: draft)
        let plans = try plans(of: ways, in: clinicID, at: now)
        return PublicationForecast(
            changes: changes, running: running, draft: draft, problems: problems,
            inside: try EnrollmentStore(db).countRunning(of: id, in: clinicID),
            asked: ways.count, affected: plans.count { $0.isAny }, retimed: plans.reduce(0) { $0 + $1.retimed },
            skipped: plans.reduce(0) { $0 + $1.skipped }, added: plans.reduce(0) { $0 + $1.added })
    }

    /// Those who would move: each asked by the draft, and by what it runs.
    private func inside(_ id: ID<Campaign>, _ clinic: Clinic, by draft: Terms) throws -> [AskedWay] {
        let rows = try db.rows(
            PublicationSQL.inside.rawValue, [.id(clinic.id), .id(id), .number(Self.forecastLimit)]
        ).map(EnrollmentRow.decode)
        try revisions.read(Set(rows.map(\.revisionID)), in: clinic.id)
        let terms = try rows.map { try revisions.terms($0.revisionID, of: $0.campaignID, in: $0.clinicID) }
        let facts = try FactsStore(db).facts(
            of: Set(rows.map(\.enrollment.patientID)), in: clinic, reading: .asked(by: terms + [draft]))
        return zip(rows, terms).compactMap { row, terms in
            facts[row.enrollment.patientID].map { AskedWay(row: row, facts: $0, terms: draft, others: terms) }
        }
    }

    private struct Counts {
        var retimed = 0
        var skipped = 0
        var added = 0

        var isAny: Bool { retimed + skipped + added > 0 }
    }

    private func plans(of ways: [AskedWay], in clinic: ID<Clinic>, at now: Instant) throws -> [Counts] {
        let plans = PlanStore(db)
        let existing = try plans.existing(ofMany: ways.map(\.row.enrollment.id), in: clinic)
        return zip(ways, try plans.foreseen(ways, in: clinic)).map { way, about in
            plan(way, over: existing[way.row.enrollment.id] ?? [], about, at: now)
        }
    }

    private func plan(_ way: AskedWay, over existing: [ExistingSend], _ about: Facts, at now: Instant) -> Counts {
        let publication = Publication(
            of: way.row.enrollment, from: way.others ?? way.terms, to: way.terms, facts: about, published: now, at: now)
        let itinerary = Itinerary(of: way.row.enrollment, by: way.terms, facts: about, now: now)
        var counts = Counts()
        for change in itinerary.changes(from: existing, because: .published(publication)) {
            switch change {
            case .retime: counts.retimed += 1
            case .skip: counts.skipped += 1
            case .insert(let send), .renew(_, let send): counts.added += send.skip == nil ? 1 : 0
            case .carry: break
            }
        }
        return counts
    }
}
