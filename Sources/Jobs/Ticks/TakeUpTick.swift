import Campaigns
import CivilTime
import Storage

/// Enrolls the visits that were booked before a campaign on bookings was activated (rules.md 1.5).
struct TakeUpTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 50

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var enrolled = 0
        while !budget.isSpent {
            guard let count = try place.db.transaction({ try takeUp(at: place.clock()) }) else { break }
            enrolled += count
        }
        return ["taken up": enrolled]
    }

    /// - Returns: how many of one batch were enrolled; nil when no campaign takes up anything.
    private func takeUp(at now: Instant) throws -> Int? {
        let triggers = TriggerStore(place.db)
        guard let (campaign, after) = try triggers.takingUp() else { return nil }
        guard let clinic = try ClinicStore(place.db).clinic(campaign.clinicID) else { return nil }
        let visits = try AppointmentStore(place.db, revisions: place.revisions)
            .toCome(in: clinic.id, after: after, now: now, limit: Self.batch)
        let enrolled = try enroll(visits, in: campaign, of: clinic, at: now)
        try triggers.noteTakenUp(visits.count < Self.batch ? nil : visits.last?.id, by: campaign)
        return enrolled
    }

    private func enroll(
        _ visits: [AppointmentStore.ToCome], in campaign: TriggerStore.Running, of clinic: Clinic, at now: Instant
    ) throws -> Int {
        let enroller = Enroller(place.db, revisions: place.revisions)
        try enroller.holdStill(patients: visits.map(\.patientID), anchors: visits.map { Anchor(appointment: $0.id) })
        let terms = try place.revisions.terms(campaign.revisionID, of: campaign.id, in: clinic.id)
        let facts = try FactsStore(place.db).facts(of: Set(visits.map(\.patientID)), in: clinic)
        var enrolled = 0
        for visit in visits {
            guard let patient = facts[visit.patientID] else { continue }
            let event = Event.takingUp(visit.id, of: visit.patientID, bookedAt: visit.bookedAt, in: clinic.id, at: now)
            let about = patient.about(event)
            guard terms.takesUp(event, facts: about) else { continue }
            let beginning = EnrollmentStore.Beginning(
                clinic: clinic.id, campaign: campaign.id, revision: campaign.revisionID, patient: visit.patientID,
                anchorKey: event.anchorKey(about), anchor: event.anchor, event: nil, eventType: event.type,
                emittedStart: nil, startedAt: event.occurredAt, receivedAt: now, isTakenUp: true,
                followsVisits: terms.workflow.followsVisits)
            if try enroller.enroll(beginning, by: terms, facts: patient, at: now) { enrolled += 1 }
        }
        return enrolled
    }
}
