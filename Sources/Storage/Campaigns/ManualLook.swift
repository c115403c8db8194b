import Campaigns
import CivilTime
import MariaDB

enum ManualLookSQL: String, CaseIterable {
    /// One row per enrollment of the campaign's that some patients have had.
    case rounds = """
        SELECT STRAIGHT_JOIN e.patient_id, e.anchor_key, e.round, e.started_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN enrollment e FORCE INDEX (clinic_id_2)
            ON e.clinic_id = ? AND e.campaign_id = ? AND e.patient_id = ids.id
        """
}

extension ManualStarter {
    /// What would become of each patient if the campaign were started for them now; `enrolled` for who would begin.
    /// Nothing is held still: the start itself asks again.
    ///
    /// - Parameter facts: of patients of the clinic.
    /// - Returns: nil for a campaign that does not run.
    public func look(_ campaign: Campaign, at facts: [ID<Patient>: Facts], now: Instant) throws
        -> [ID<Patient>: Answer]?
    {
        guard let revision = campaign.revisionID, campaign.status == .active else { return nil }
        let terms = try revisions.terms(revision, of: campaign.id, in: campaign.clinicID)
        let rounds = try rounds(of: campaign, for: Array(facts.keys))
        return facts.mapValues { facts in
            switch ManualStart(by: terms, facts: facts, at: now) {
            case .no(.notInAudience): return .notInAudience
            case .no(.excluded): return .excluded
            case .no(.nothingToBeAbout): return .nothingToBeAbout
            case .enroll(_, let key):
                guard let last = rounds[Round(patient: facts.patient.id, key: key)] else { return .enrolled }
                let reentry = Reentry(days: terms.reentryDays)
                let next = reentry.round(after: last, startingAt: now, in: facts.clinic.zone)
                return next == nil ? .alreadyEnrolled : .enrolled
            }
        }
    }

    private struct Round: Hashable {
        let patient: ID<Patient>
        let key: String
    }

    /// The last of each.
    private func rounds(of campaign: Campaign, for patients: [ID<Patient>]) throws -> [Round: Reentry.Last] {
        let rows = try db.rows(
            ManualLookSQL.rounds.rawValue, [.ids(patients), .id(campaign.clinicID), .id(campaign.id)])
        return Dictionary(
            rows.map { row in
                (
                    Round(patient: row.id("patient_id"), key: row.text("anchor_key")),
                    Reentry.Last(round: row.int("round"), startedAt: row.instant("started_at"))
                )
            }, uniquingKeysWith: { $0.round > $1.round ? $0 : $1 })
    }
}
