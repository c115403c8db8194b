import Campaigns
import CivilTime
import MariaDB

enum ManualStartSQL: String, CaseIterable {
    /// One row: the campaign, locked against a change of status.
    case campaign = """
        SELECT id, clinic_id, revision_id, status FROM campaign WHERE clinic_id = ? AND id = ? LOCK IN SHARE MODE
        """
    /// One row: the campaign; what it runs only once it was activated.
    case look = "SELECT id, clinic_id, revision_id, status FROM campaign WHERE clinic_id = ? AND id = ?"
    /// One row: the patient of a neighbour's id.
    case patient = "SELECT id FROM patient WHERE clinic_id = ? AND external_id = ?"
}

/// Starts a running campaign for patients whom somebody names.
public struct ManualStarter {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// What became of one patient.
    public enum Answer: String, Sendable, CaseIterable {
        case enrolled = "ENROLLED"
        /// The same was enrolled before, and may not be again yet.
        case alreadyEnrolled = "ALREADY_ENROLLED"
        case notInAudience = "NOT_IN_AUDIENCE"
        case excluded = "EXCLUDED"
        /// There is no appointment, treatment or invoice that the campaign could be about.
        case nothingToBeAbout = "NOTHING_TO_BE_ABOUT"
        case unknownPatient = "UNKNOWN_PATIENT"
    }

    public enum Outcome: Sendable, Hashable {
        /// One answer for each patient, in their order.
        case done([Answer])
        /// Only an ACTIVE campaign starts.
        case wrongStatus(CampaignStatus)
        case gone
    }

    /// Patients whom one transaction enrolls.
    static let batch = 50

    /// - Parameter patients: the neighbour's ids, each once.
    /// - Throws: when the connection is lost; the same patients again are then safe.
    public func start(
        _ campaign: ID<Campaign>, for patients: [String], in clinic: Clinic, by author: Author, at now: Instant
    ) throws -> Outcome {
        guard let row = try db.row(ManualStartSQL.look.rawValue, [.id(clinic.id), .id(campaign)]) else { return .gone }
        let status: CampaignStatus = row.choice("status")
        guard status == .active else { return .wrongStatus(status) }
        let running = TriggerStore.Running(row)
        var answers: [Answer] = []
        for start in stride(from: 0, to: patients.count, by: Self.batch) {
            let batch = Array(patients[start..<min(start + Self.batch, patients.count)])
            let outcome = try db.transaction { try enroll(batch, in: running, of: clinic, by: author, at: now) }
            guard case .done(let some) = outcome else { return outcome }
            answers += some
        }
        return .done(answers)
    }

    private func enroll(
        _ keys: [String], in seen: TriggerStore.Running, of clinic: Clinic, by author: Author, at now: Instant
    ) throws -> Outcome {
        let ids: [String: ID<Patient>] = try Dictionary(
            uniqueKeysWithValues: keys.compactMap { key in
                try db.row(ManualStartSQL.patient.rawValue, [.id(clinic.id), .text(key)]).map { (key, $0.id("id")) }
            })
        let enroller = Enroller(db, revisions: revisions)
        let facts = try heldStill(ids.values.sorted(), in: seen, of: clinic, enroller, at: now)
        let key: [Value] = [.id(clinic.id), .id(seen.id)]
        guard let row = try db.row(ManualStartSQL.campaign.rawValue, key) else { return .gone }
        guard row.choice("status") == CampaignStatus.active else { return .wrongStatus(row.choice("status")) }
        let campaign = TriggerStore.Running(row)
        let terms = try revisions.terms(campaign.revisionID, of: campaign.id, in: clinic.id)
        var answers: [Answer] = []
        for key in keys {
            let facts = ids[key].flatMap { facts[$0] }
            answers.append(
                try facts.map { try enroll($0, in: campaign, by: terms, enroller, at: now) } ?? .unknownPatient)
        }
        let count = answers.count { $0 == .enrolled }
        if count > 0 {
            let data = JSON.object(["enrolled": .integer(Int64(count))])
            try AuditStore(db).note(
                Deed(.start, .campaign, campaign.id, data: data), by: author, in: clinic.id, at: now)
        }
        return .done(answers)
    }

    /// The patients' facts, with what they would be enrolled about held still too.
    private func heldStill(
        _ patients: [ID<Patient>], in campaign: TriggerStore.Running, of clinic: Clinic, _ enroller: Enroller,
        at now: Instant
    ) throws -> [ID<Patient>: Facts] {
        try enroller.holdStill(patients: patients, anchors: [])
        let facts = try FactsStore(db).facts(of: patients, in: clinic)
        let terms = try revisions.terms(campaign.revisionID, of: campaign.id, in: clinic.id)
        let anchors = facts.values.compactMap { facts in
            if case .enroll(let anchor, _) = ManualStart(by: terms, facts: facts, at: now) { anchor } else { nil }
        }
        guard anchors.contains(where: { $0 != Anchor() }) else { return facts }
        try enroller.holdStill(patients: [], anchors: anchors)
        return try FactsStore(db).facts(of: patients, in: clinic)
    }

    private func enroll(
        _ facts: Facts, in campaign: TriggerStore.Running, by terms: Terms, _ enroller: Enroller, at now: Instant
    ) throws -> Answer {
        switch ManualStart(by: terms, facts: facts, at: now) {
        case .no(.notInAudience): return .notInAudience
        case .no(.excluded): return .excluded
        case .no(.nothingToBeAbout): return .nothingToBeAbout
        case .enroll(let anchor, let key):
            let type = terms.trigger?.event
            let visit = facts.about(anchor, eventAt: now).visit
            let beginning = EnrollmentStore.Beginning(
                clinic: campaign.clinicID, campaign: campaign.id, revision: campaign.revisionID,
                patient: facts.patient.id, anchorKey: key, anchor: anchor, event: nil, eventType: type,
                emittedStart: type == .appointmentMoved ? visit?.startsAt : nil, startedAt: now, receivedAt: now,
                isTakenUp: false, followsVisits: terms.workflow.followsVisits)
            return try enroller.enroll(beginning, by: terms, facts: facts, at: now) ? .enrolled : .alreadyEnrolled
        }
    }
}
