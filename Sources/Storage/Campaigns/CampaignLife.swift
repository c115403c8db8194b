import Campaigns
import CivilTime
import MariaDB

/// The life of campaigns: activate, pause, resume, complete, archive (rules.md 5). Each locks clinic, then campaign.
public struct CampaignLife {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// How activation goes about it.
    public struct Activation: Sendable {
        /// The draft's version that was confirmed.
        public let version: Int
        /// Whether visits booked before are taken up.
        public let takesUpVisits: Bool
        /// Channels that a courier serves.
        public let couriers: Set<Channel>

        public init(version: Int, takesUpVisits: Bool, couriers: Set<Channel>) {
            self.version = version
            self.takesUpVisits = takesUpVisits
            self.couriers = couriers
        }
    }

    /// Publishes the draft as a revision and sets it going.
    public func activate(
        _ id: ID<Campaign>, _ activation: Activation, in clinicID: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> LifeOutcome {
        try change(id, in: clinicID) { campaign, clinic in
            guard campaign.status == .draft else { return .wrongStatus(campaign.status) }
            guard campaign.version == activation.version else { return .stale(version: campaign.version) }
            let problems = try problems(of: campaign, in: clinic, couriers: activation.couriers, at: now)
            guard problems.isEmpty else { return .refused(problems) }
            let terms = try CampaignStore(db).terms(of: campaign)
            let revision = try revisions.publish(
                terms, of: id, in: clinicID, by: author.staffID, at: now)
            try ReminderStore(db).keep(campaign, in: revision)
            try keepLinks(of: terms, campaign, in: clinic, at: now)
            try ExperimentStore(db).open(terms, of: id, in: clinic, at: now)
            let takesUp = activation.takesUpVisits && terms.trigger?.event == .appointmentBooked
            _ = try db.run(
                CampaignLifeSQL.activate.rawValue,
                [
                    .instant(now), .id(revision), .id(revision), takesUp ? .int(0) : .null, .instant(now),
                    .id(clinicID), .id(id),
                ])
            try addOccurrence(terms, campaign, in: clinic, at: now)
            try DraftHistory(db).forget(id, in: clinicID)
            try note(.activate, id, clinicID, by: author, at: now)
            return .done
        }
    }

    /// The next time at which a SCHEDULED or RECURRING campaign enrolls its audience.
    func addOccurrence(_ terms: Terms, _ campaign: Campaign, in clinic: Clinic, at now: Instant) throws {
        guard let due = terms.trigger?.occurrence(after: now, in: clinic.zone) else { return }
        try TriggerStore(db).addOccurrence(of: campaign.id, in: clinic.id, dueAt: due, at: now)
    }

    /// Clicks lead only to targets that were stored at publishing; care messages carry no tracking (delivery.md 5).
    func keepLinks(of terms: Terms, _ campaign: Campaign, in clinic: Clinic, at now: Instant) throws {
        guard terms.purpose == .marketing else { return }
        let texts = try MessageTemplateStore(db).texts(of: terms.templateVersions, in: clinic.id).values.joined()
        for target in Set(texts.flatMap(\.linkTargets)).sorted() {
            _ = try TrackingStore(db).linkID(target, of: campaign.id, in: clinic.id, at: now)
        }
    }

    /// All that stands against activating the draft now; nil when the clinic has none of this id.
    public func problems(of id: ID<Campaign>, in clinicID: ID<Clinic>, couriers: Set<Channel>, at now: Instant) throws
        -> [Problem]?
    {
        guard let clinic = try ClinicStore(db).clinic(clinicID),
            let campaign = try CampaignStore(db).campaign(id, in: clinicID)
        else { return nil }
        return try problems(of: campaign, in: clinic, couriers: couriers, at: now)
    }

    private func problems(of campaign: Campaign, in clinic: Clinic, couriers: Set<Channel>, at now: Instant) throws
        -> [Problem]
    {
        try termsProblems(of: campaign, in: clinic, couriers: couriers) + timeProblems(campaign, clinic, now)
            + experimentProblems(of: campaign, in: clinic, at: now) + reminderProblems(campaign)
            + limitProblems(clinic)
    }

    /// What stands against the draft whenever it is to run.
    func termsProblems(of campaign: Campaign, in clinic: Clinic, couriers: Set<Channel>) throws -> [Problem] {
        let means = try ActivationMeans.load(for: clinic, couriers: couriers, db)
        return try CampaignStore(db).terms(of: campaign).problems(with: means)
    }

    func timeProblems(_ campaign: Campaign, _ clinic: Clinic, _ now: Instant) -> [Problem] {
        guard let trigger = campaign.trigger, trigger.event == nil,
            trigger.occurrence(after: now, in: clinic.zone) == nil
        else { return [] }
        let isRecurring = trigger.recurrence != nil
        return [
            Problem(
                .trigger,
                isRecurring ? "None of its dates is still to come." : "Its time has passed: choose a later one.")
        ]
    }

    func reminderProblems(_ campaign: Campaign) throws -> [Problem] {
        guard campaign.type == .reminder, campaign.trigger?.event == .appointmentBooked else { return [] }
        let others = try db.rows(CampaignLifeSQL.reminders.rawValue, [.id(campaign.clinicID), .id(campaign.id)])
        return others.map { row in
            let name = row.text("name")
            return Problem(.clinic, "“\(name)” reminds of booked appointments already; a second would remind twice.")
        }
    }

    func limitProblems(_ clinic: Clinic) throws -> [Problem] {
        let active = try db.rows(CampaignLifeSQL.active.rawValue, [.id(clinic.id)]).map { $0.text("name") }
        guard active.count >= clinic.activeLimit else { return [] }
        let names = active.map { "“\($0)”" }.joined(separator: ", ")
        return [
            Problem(
                .clinic,
                "\(active.count) campaigns are active, and \(clinic.activeLimit) may be. Pause one of these first: \(names)."
            )
        ]
    }

    /// Ends enrollments and skips what waits. What a page has no time for, ticks skip.
    public func complete(_ id: ID<Campaign>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> LifeOutcome
    {
        try end(id, as: .completed, .complete, in: clinic, by: author, at: now)
    }

    /// The same, and puts it away.
    public func archive(_ id: ID<Campaign>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> LifeOutcome
    {
        try end(id, as: .archived, .archive, in: clinic, by: author, at: now)
    }

    private func end(
        _ id: ID<Campaign>, as status: CampaignStatus, _ verb: Deed.Verb, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> LifeOutcome {
        let outcome = try change(id, in: clinic) { campaign, _ in
            guard campaign.status.mayBecome(status) else { return .wrongStatus(campaign.status) }
            let archivedAt = status == .archived ? now : nil
            _ = try db.run(
                CampaignLifeSQL.end.rawValue,
                [
                    .instant(now), .choice(status), campaign.status == .draft ? .null : .instant(now),
                    .instant(archivedAt), .instant(now), .id(clinic), .id(id),
                ])
            _ = try db.run(CampaignLifeSQL.missOccurrences.rawValue, [.id(clinic), .id(id)])
            try EnrollmentStore(db).endAll(of: id, in: clinic, because: .campaignEnded, at: now)
            try note(verb, id, clinic, by: author, at: now)
            return .done
        }
        if outcome == .done { try EndedSends(db).skipRecent(of: id, in: clinic, at: now) }
        return outcome
    }

    func change(_ id: ID<Campaign>, in clinicID: ID<Clinic>, _ body: (Campaign, Clinic) throws -> LifeOutcome)
        throws -> LifeOutcome
    {
        try db.joiningTransaction {
            try ClinicStore(db).lock(clinicID)
            guard let clinic = try ClinicStore(db).clinic(clinicID),
                let campaign = try CampaignStore(db).lock(id, in: clinicID)
            else { return .gone }
            return try body(campaign, clinic)
        }
    }

    func note(
        _ verb: Deed.Verb, _ id: ID<Campaign>, _ clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws {
        try AuditStore(db).note(Deed(verb, .campaign, id), by: author, in: clinic, at: now)
    }
}
