import Campaigns
import CivilTime
import MariaDB

/// What the verdict over a group of sends asks about, read under the locks of delivery.md 2 and in their order.
struct WireQuestion {
    private let clinic: Clinic
    private let campaigns: [ID<Campaign>: CampaignStand]
    private let enrollments: [ID<Enrollment>: EnrollmentRow]
    private let facts: [ID<Patient>: Facts]
    private let terms: [ID<Revision>: Terms]
    /// What ended experiments say, of campaigns that have some.
    private let trials: [ID<Campaign>: Trials]
    /// What happened to whom of that which a workflow waits for, before it asks which visit is the next.
    private let happenings: [ID<Enrollment>: [Happening]]
    private let patientDays: MarketingDays<Patient>
    private let pointDays: MarketingDays<ContactPoint>

    static func load(
        _ group: [ClaimedSend], _ clinicID: ID<Clinic>, revisions: RevisionStore, now: Instant, db: Database
    ) throws -> WireQuestion {
        _ = try ClinicStore(db).isHeldUnderShare(clinicID)
        let locks = Locks(db)
        try locks.take(
            points: group.compactMap(\.pointID), contacts: group.compactMap(\.contactID),
            patients: group.map(\.patientID))
        let enrollments = Set(group.map(\.enrollmentID))
        try locks.share(EnrollmentStore(db).anchors(of: enrollments))
        let campaigns = try shareCampaigns(group, db)
        let fresh = try EnrollmentStore(db).rowsUnderShare(enrollments)
        guard let clinic = try ClinicStore(db).clinic(clinicID) else {
            preconditionFailure("clinic \(clinicID) has sends, but is not there")
        }
        var terms: [ID<Revision>: Terms] = [:]
        for row in fresh {
            let revision = CampaignStand.revision(of: row, campaigns[row.campaignID])
            if terms[revision] != nil { continue }
            terms[revision] = try revisions.terms(revision, of: row.campaignID, in: clinicID)
        }
        let known = try EventDataStore(db).knowing(
            fresh.map { row in
                (row, [terms[CampaignStand.revision(of: row, campaigns[row.campaignID])]].compactMap(\.self))
            }, in: clinicID)
        let marketing = group.filter { $0.purpose == .marketing }
        return WireQuestion(
            clinic: clinic, campaigns: campaigns,
            enrollments: Dictionary(uniqueKeysWithValues: known.map { ($0.enrollment.id, $0) }),
            facts: try FactsStore(db).facts(
                of: Set(group.map(\.patientID)), in: clinic, reading: .asked(by: terms.values)),
            terms: terms, trials: try trials(group, terms, in: clinicID, db),
            happenings: try happenings(fresh, campaigns, terms, in: clinicID, db),
            patientDays: try MarketingDays(
                .patientMarketing, of: Set(marketing.map(\.patientID)), clinic, now, db),
            pointDays: try MarketingDays(
                .pointMarketing, of: Set(marketing.compactMap(\.pointID)), clinic, now, db))
    }

    private static func shareCampaigns(_ group: [ClaimedSend], _ db: Database) throws
        -> [ID<Campaign>: CampaignStand]
    {
        let rows = try db.rows(SendSQL.shareCampaigns.rawValue, [.ids(Set(group.map(\.campaignID)))])
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let stand = CampaignStand(
                    status: row.choice("status"), leastRevision: row.optionalID("least_revision_id"),
                    isMoving: !row.isNull("moving_since"))
                return (row.id("id"), stand)
            })
    }

    private static func trials(
        _ group: [ClaimedSend], _ terms: [ID<Revision>: Terms], in clinic: ID<Clinic>, _ db: Database
    ) throws -> [ID<Campaign>: Trials] {
        let testing = group.filter { !(terms[$0.revisionID]?.workflow.experiments.isEmpty ?? true) }
        guard !testing.isEmpty else { return [:] }
        return try ExperimentStore(db).winners(of: Set(testing.map(\.campaignID)), in: clinic)
            .mapValues { Trials(winners: $0) }
    }

    private static func happenings(
        _ rows: [EnrollmentRow], _ campaigns: [ID<Campaign>: CampaignStand], _ terms: [ID<Revision>: Terms],
        in clinic: ID<Clinic>, _ db: Database
    ) throws -> [ID<Enrollment>: [Happening]] {
        let asked = rows.compactMap { row -> (ID<Enrollment>, HappeningStore.Asked)? in
            guard let workflow = terms[CampaignStand.revision(of: row, campaigns[row.campaignID])]?.workflow,
                workflow.followsVisits
            else { return nil }
            return (row.enrollment.id, HappeningStore.Asked(workflow.awaitedEvents, since: row))
        }
        let happenings = try HappeningStore(db).happenings(asked.map(\.1), in: clinic)
        return Dictionary(uniqueKeysWithValues: zip(asked.map(\.0), happenings))
    }

    /// nil when the enrollment or its patient is no longer there.
    func question(over send: ClaimedSend) -> SendQuestion? {
        guard let row = enrollments[send.enrollmentID], let patient = facts[send.patientID],
            let campaign = campaigns[send.campaignID],
            let terms = terms[CampaignStand.revision(of: row, campaign)]
        else { return nil }
        var about = patient.about(row.enrollment)
        about.trials = trials[send.campaignID] ?? Trials()
        about.happenings = happenings[send.enrollmentID] ?? []
        var question = SendQuestion(
            campaignStatus: campaign.status, terms: terms, enrollment: row.enrollment, facts: about,
            send: waiting(send, terms, along: row.enrollment.decisions),
            patientMarketingDays: patientDays.days(of: send.patientID, but: send.id),
            pointMarketingDays: send.pointID.map { pointDays.days(of: $0, but: send.id) } ?? [])
        question.awaitsRevision = campaign.movesOn(row)
        return question
    }

    private func waiting(_ send: ClaimedSend, _ terms: Terms, along decisions: [ID<Step>: LaneKey])
        -> WaitingSend
    {
        WaitingSend(
            step: send.stepID, channel: send.channel, contact: send.contactID, point: send.pointID,
            version: send.version,
            wait: terms.wait(
                before: send.stepID, along: decisions, send.visitRelation, isAtEvent: send.isAtEvent,
                isOpening: send.isOpening),
            plannedAt: send.plannedAt, dueAt: send.dueAt, heldSeconds: send.heldSeconds,
            isOnlyUntilConfirmed: terms.isOnlyUntilConfirmed(send.stepID), arm: terms.arm(send.arm, at: send.stepID))
    }

    func candidate(for send: ClaimedSend, _ asked: SendQuestion, at now: Instant) -> WireStore.Candidate? {
        guard let recipient = asked.recipient(at: now) else { return nil }
        return WireStore.Candidate(
            send: send, terms: asked.terms, facts: asked.facts, recipient: recipient, visit: asked.visit(at: now))
    }
}

/// Where a campaign stands, as far as one of its sends asks.
private struct CampaignStand {
    let status: CampaignStatus
    /// Who is inside on an older revision moves to this one.
    let leastRevision: ID<Revision>?
    /// Whether somebody may still have to.
    let isMoving: Bool

    /// Whether the enrollment has still to move to a newer revision.
    func movesOn(_ row: EnrollmentRow) -> Bool {
        guard isMoving, let leastRevision else { return false }
        return row.enrollment.status == .running && row.revisionID < leastRevision
    }

    /// What governs an enrollment's sends. One that came through before a publication does not move any more; what it
    /// left waiting goes by the new revision none the less.
    static func revision(of row: EnrollmentRow, _ campaign: CampaignStand?) -> ID<Revision> {
        guard let campaign, let least = campaign.leastRevision, !campaign.movesOn(row) else { return row.revisionID }
        return max(row.revisionID, least)
    }
}

/// On which of the clinic's days each owner's counted marketing messages were due: planned, or held until.
struct MarketingDays<Owner> {
    private var days: [ID<Owner>: [(send: ID<Send>, day: CivilDate)]] = [:]

    init(
        _ statement: SendSQL, of owners: Set<ID<Owner>>, _ clinic: Clinic, _ now: Instant, _ db: Database
    ) throws {
        guard !owners.isEmpty, clinic.cap.messages > 0 else { return }
        let since = Value.instant(clinic.cap.countsPlanned(since: now))
        for row in try db.rows(statement.rawValue, [.ids(owners), .id(clinic.id), since]) {
            let day = clinic.day(at: row.instant("due_at"))
            days[row.id("owner"), default: []].append((row.id("id"), day))
        }
    }

    func days(of owner: ID<Owner>) -> [CivilDate] { (days[owner] ?? []).map(\.day) }

    func days(of owner: ID<Owner>, but send: ID<Send>) -> [CivilDate] {
        (days[owner] ?? []).filter { $0.send != send }.map(\.day)
    }
}
