import Campaigns
import CivilTime
import Storage

/// Looks at each new event once, and enrolls its patient where it starts a campaign.
struct EventTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 50

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var counts: Tick.Counts = [:]
        var size = Self.batch
        while !budget.isSpent {
            do {
                let seen = try look(at: size, &counts)
                if seen == 0 { break }
                size = Self.batch
            } catch let error as EventFailure where size == 1 {
                try EventStore(place.db).noteError(error.event)
                place.log("event \(error.event) could not be worked off: \(type(of: error.cause))")
                counts["failed", default: 0] += 1
            } catch is EventFailure {
                // One of them is bad: look at them one by one, so that it harms itself alone.
                size = 1
            }
        }
        return counts
    }

    private struct EventFailure: Error {
        let event: ID<Event>
        let cause: any Error
    }

    private func look(at limit: Int, _ counts: inout Tick.Counts) throws -> Int {
        let now = place.clock()
        var seen = 0
        var enrolled = 0
        try place.db.transaction {
            let events = try EventStore(place.db).claimPending(limit: limit)
            enrolled = try enroll(events, at: now)
            try HappeningStore(place.db).wake(by: events, at: now)
            try FollowStore(place.db).note(events)
            try EventStore(place.db).finish(events)
            seen = events.count
        }
        counts["events", default: 0] += seen
        counts["enrolled", default: 0] += enrolled
        return seen
    }

    private func enroll(_ events: [Event], at now: Instant) throws -> Int {
        var enrolled = 0
        for (clinicID, events) in Dictionary(grouping: events, by: \.clinicID).sorted(by: { $0.key < $1.key }) {
            guard let clinic = try ClinicStore(place.db).clinic(clinicID) else { continue }
            enrolled += try enroll(events, of: clinic, at: now)
        }
        return enrolled
    }

    private func enroll(_ events: [Event], of clinic: Clinic, at now: Instant) throws -> Int {
        let enroller = Enroller(place.db, revisions: place.revisions)
        try enroller.holdStill(patients: events.map(\.patientID), anchors: events.map(\.anchor))
        let running = try campaigns(on: Set(events.map(\.type)), in: clinic.id)
        guard running.values.contains(where: { !$0.isEmpty }) else { return 0 }
        let facts = try FactsStore(place.db).facts(of: Set(events.map(\.patientID)), in: clinic)
        var enrolled = 0
        for event in events {
            guard let patient = facts[event.patientID] else { continue }
            do {
                enrolled += try enroll(event, in: running[event.type] ?? [], facts: patient, enroller, at: now)
            } catch let error as DatabaseError {
                throw error
            } catch {
                throw EventFailure(event: event.id, cause: error)
            }
        }
        return enrolled
    }

    private func campaigns(on types: Set<EventType>, in clinic: ID<Clinic>) throws
        -> [EventType: [TriggerStore.Running]]
    {
        var running: [EventType: [TriggerStore.Running]] = [:]
        for type in types.sorted(by: { $0.rawValue < $1.rawValue }) {
            running[type] = try TriggerStore(place.db).campaigns(on: type, in: clinic)
        }
        return running
    }

    private func enroll(
        _ event: Event, in campaigns: [TriggerStore.Running], facts: Facts, _ enroller: Enroller, at now: Instant
    ) throws -> Int {
        let about = facts.about(event)
        var enrolled = 0
        for campaign in campaigns {
            let terms = try place.revisions.terms(campaign.revisionID, of: campaign.id, in: campaign.clinicID)
            guard
                case .enroll(let isTakenUp) = Start(of: event, by: terms, status: campaign.status, facts: about)
            else { continue }
            let beginning = EnrollmentStore.Beginning(
                clinic: campaign.clinicID, campaign: campaign.id, revision: campaign.revisionID,
                patient: event.patientID, anchorKey: event.anchorKey(about), anchor: event.anchor, event: event.id,
                eventType: event.type,
                emittedStart: event.type == .appointmentMoved ? about.visit?.startsAt : nil,
                startedAt: event.occurredAt, receivedAt: event.receivedAt, isTakenUp: isTakenUp,
                followsVisits: terms.workflow.followsVisits)
            if try enroller.enroll(beginning, by: terms, facts: facts, at: now) { enrolled += 1 }
        }
        return enrolled
    }
}
