import Campaigns
import CivilTime
import Storage

/// Fires occurrences: enrolls the audience as it is then, batch by batch, so that a killed tick loses nothing and
/// doubles nothing.
struct ScheduleTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 200
    /// An occurrence missed by more fires no longer (rules.md 1.6).
    static let freshHours = 24

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var enrolled = 0
        while !budget.isSpent {
            guard let count = try place.db.transaction({ try fire(at: place.clock()) }) else { break }
            enrolled += count
        }
        let completed = try TriggerStore(place.db).completeFinished(at: place.clock())
        return ["enrolled": enrolled, "completed": completed]
    }

    /// - Returns: how many of one batch were enrolled; nil when no occurrence is due.
    private func fire(at now: Instant) throws -> Int? {
        let triggers = TriggerStore(place.db)
        guard let occurrence = try triggers.dueOccurrence(at: now) else { return nil }
        let campaign = occurrence.campaign
        let isMissed = occurrence.dueAt < now.adding(hours: -Self.freshHours) && occurrence.lastPatient.rawValue == 0
        guard campaign.status == .active, !isMissed,
            let clinic = try ClinicStore(place.db).clinic(campaign.clinicID)
        else {
            try triggers.note(.missed, upTo: occurrence.lastPatient, of: occurrence)
            return 0
        }
        let patients = try PatientStore(place.db, revisions: place.revisions)
            .page(in: clinic.id, after: occurrence.lastPatient, limit: Self.batch)
        let enrolled = try enroll(patients, by: occurrence, of: clinic, at: now)
        let isLast = patients.count < Self.batch
        try triggers.note(isLast ? .fired : .firing, upTo: patients.last ?? occurrence.lastPatient, of: occurrence)
        return enrolled
    }

    private func enroll(
        _ patients: [ID<Patient>], by occurrence: TriggerStore.Occurrence, of clinic: Clinic, at now: Instant
    ) throws -> Int {
        let campaign = occurrence.campaign
        let enroller = Enroller(place.db, revisions: place.revisions)
        try enroller.holdStill(patients: patients, anchors: [])
        let terms = try place.revisions.terms(campaign.revisionID, of: campaign.id, in: clinic.id)
        let facts = try FactsStore(place.db).facts(of: patients, in: clinic)
        var enrolled = 0
        for id in patients {
            guard let patient = facts[id], terms.includes(patient, at: occurrence.dueAt) else { continue }
            let beginning = EnrollmentStore.Beginning(
                clinic: clinic.id, campaign: campaign.id, revision: campaign.revisionID, patient: id,
                anchorKey: "occ:\(occurrence.id)", anchor: Anchor(), event: nil, eventType: nil, emittedStart: nil,
                startedAt: occurrence.dueAt, receivedAt: occurrence.dueAt, isTakenUp: false,
                followsVisits: terms.workflow.followsVisits)
            if try enroller.enroll(beginning, by: terms, facts: patient, at: now) { enrolled += 1 }
        }
        return enrolled
    }
}
