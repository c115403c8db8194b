import Campaigns
import CivilTime
import Storage

/// Fires occurrences: enrolls the audience as it is then, batch by batch, so that a killed tick loses nothing and
/// doubles nothing.
struct ScheduleTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 2_000
    /// An occurrence missed by more fires no longer (rules.md 1.6).
    static let freshHours = 24

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var enrolled = 0
        var audience = FiringAudience()
        while !budget.isSpent {
            guard let count = try place.db.transaction({ try fire(&audience, at: place.clock()) }) else { break }
            enrolled += count
        }
        let completed = try TriggerStore(place.db).completeFinished(at: place.clock())
        return ["enrolled": enrolled, "completed": completed]
    }

    /// - Returns: how many of one batch were enrolled; nil when no occurrence is due.
    private func fire(_ audience: inout FiringAudience, at now: Instant) throws -> Int? {
        let triggers = TriggerStore(place.db)
        guard let occurrence = try triggers.dueOccurrence(at: now),
            let clinic = try ClinicStore(place.db).clinic(occurrence.campaign.clinicID)
        else { return nil }
        let next = try next(after: occurrence, in: clinic)
        guard occurrence.campaign.status == .active, !isMissed(occurrence, next: next, at: now) else {
            try triggers.note(.missed, upTo: occurrence.lastPatient, of: occurrence)
            try follow(occurrence, by: next, at: now)
            return 0
        }
        let campaign = occurrence.campaign
        let terms = try place.revisions.terms(campaign.revisionID, of: campaign.id, in: clinic.id)
        let patients = try audience.next(Self.batch, of: occurrence) {
            try AudienceStore(place.db).patients(
                in: terms.who, of: clinic, at: occurrence.dueAt, after: occurrence.lastPatient)
        }
        let enrolled = try enroll(patients, by: occurrence, terms, of: clinic, at: now)
        let isLast = patients.count < Self.batch
        try triggers.note(isLast ? .fired : .firing, upTo: patients.last ?? occurrence.lastPatient, of: occurrence)
        if isLast { try follow(occurrence, by: next, at: now) }
        return enrolled
    }

    /// After an outage only the latest missed one runs, and none over a day old (rules.md 1.6); of one that has begun,
    /// and that a pause or an outage held up as long, the rest.
    private func isMissed(_ occurrence: TriggerStore.Occurrence, next: Instant?, at now: Instant) -> Bool {
        let isOvertaken = occurrence.lastPatient.rawValue == 0 && next.map { $0 <= now } ?? false
        return isOvertaken || occurrence.dueAt < now.adding(hours: -Self.freshHours)
    }

    /// When a recurring campaign's next turn is; nil when this was the last.
    private func next(after occurrence: TriggerStore.Occurrence, in clinic: Clinic) throws -> Instant? {
        let campaign = occurrence.campaign
        let terms = try place.revisions.terms(campaign.revisionID, of: campaign.id, in: clinic.id)
        return terms.trigger?.recurrence?.next(after: occurrence.dueAt, in: clinic.zone)
    }

    private func follow(_ occurrence: TriggerStore.Occurrence, by next: Instant?, at now: Instant) throws {
        let triggers = TriggerStore(place.db)
        // A pause or a publication has named the next turn already.
        guard let next, try !triggers.hasWaiting(occurrence.campaign.id, in: occurrence.campaign.clinicID) else {
            return
        }
        try triggers.addOccurrence(
            of: occurrence.campaign.id, in: occurrence.campaign.clinicID, dueAt: next, at: now)
    }

    private func enroll(
        _ patients: [ID<Patient>], by occurrence: TriggerStore.Occurrence, _ terms: Terms, of clinic: Clinic,
        at now: Instant
    ) throws -> Int {
        guard !patients.isEmpty else { return 0 }
        let campaign = occurrence.campaign
        let enroller = Enroller(place.db, revisions: place.revisions)
        try enroller.holdStill(patients: patients, anchors: [])
        let facts =
            try terms.workflow.plansByTimeAlone
            ? NamelessFacts(place.db).facts(of: patients, in: clinic, at: now)
            : FactsStore(place.db).facts(of: patients, in: clinic).values.sorted { $0.patient.id < $1.patient.id }
        let key = "occ:\(occurrence.id)"
        if !terms.workflow.dealsHouseholds, terms.workflow.awaitedEvents.isEmpty {
            let launch = BulkEnroller.Launch(
                clinic: clinic.id, campaign: campaign.id, revision: campaign.revisionID, anchorKey: key,
                startsAt: occurrence.dueAt, terms: terms)
            return try BulkEnroller(place.db).enroll(facts, by: launch, at: now)
        }
        var enrolled = 0
        for patient in facts {
            let beginning = EnrollmentStore.Beginning(
                clinic: clinic.id, campaign: campaign.id, revision: campaign.revisionID, patient: patient.patient.id,
                anchorKey: key, anchor: Anchor(), event: nil, eventType: nil, emittedStart: nil,
                startedAt: occurrence.dueAt, receivedAt: occurrence.dueAt, isTakenUp: false,
                followsVisits: terms.workflow.followsVisits)
            if try enroller.enroll(beginning, by: terms, facts: patient, at: now) { enrolled += 1 }
        }
        return enrolled
    }
}

/// The audience of the occurrence at hand, as MariaDB found it once: this tick goes through it batch by batch. What has
/// been enrolled the occurrence's row says, so a later tick, or another one, finds the rest again.
private struct FiringAudience {
    private var occurrence: ID<TriggerStore.Occurrence>?
    private var patients: ArraySlice<ID<Patient>> = []

    /// The next patients who are not enrolled yet, in the order of their ids; fewer than `count` at the end.
    mutating func next(_ count: Int, of firing: TriggerStore.Occurrence, find: () throws -> [ID<Patient>]) throws
        -> [ID<Patient>]
    {
        if occurrence != firing.id {
            patients = try find()[...]
            occurrence = firing.id
        }
        patients = patients.drop { $0 <= firing.lastPatient }
        return Array(patients.prefix(count))
    }
}
