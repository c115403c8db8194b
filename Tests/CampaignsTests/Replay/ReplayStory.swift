import CivilTime

@testable import Campaigns

/// What happened to one patient, told in the clinic's local times, and what a campaign would have sent.
struct ReplayStory {
    var story = ReminderStory()
    var from = "2027-03-01T00:00"
    var to = "2027-03-31T00:00"
    /// Type, time, and the start that it told of the visit.
    var events: [(type: EventType, at: String, start: String?)] = [(.appointmentBooked, "2027-03-09T10:00", nil)]
    /// What the visit came to.
    var status = AppointmentStatus.booked
    var sample: (inout Facts) -> Void = { _ in }
    var terms: (inout Terms) -> Void = { _ in }
    var occurrences: [String] = []
    var marketingDays: [String] = []
    var templates: [MessageTemplate] = []

    var question: ReplayQuestion {
        var built = story.terms
        terms(&built)
        return ReplayQuestion(
            terms: built, templates: templates, clinic: facts.clinic,
            span: story.instant(from)..<story.instant(to), occurrences: occurrences.map(story.instant))
    }

    var facts: Facts {
        var facts = story.facts
        facts.anchor = Anchor()
        facts.appointments[0].status = status
        sample(&facts)
        return facts
    }

    var patient: PastPatient { patient(1, facts) }

    /// Another patient with the same history of a visit of their own.
    func patient(_ id: Int64, _ facts: Facts) -> PastPatient {
        PastPatient(
            facts: facts,
            history: events.enumerated().map { index, told in
                let at = story.instant(told.at)
                return PastEvent(
                    event: Event(
                        id: ID(id * 100 + Int64(index)), clinicID: ID(1), type: told.type, patientID: ID(id),
                        anchor: Anchor(appointment: facts.appointments.first?.id), occurredAt: at, receivedAt: at,
                        isBulk: false, hasOwnTime: true),
                    visitStart: told.start.map(story.instant))
            }, marketingDays: marketingDays.compactMap { CivilDate($0) })
    }

    func run(_ patients: [PastPatient]? = nil) -> (tally: ReplayTally, messages: [ReplayedMessage]) {
        var replay = HouseholdReplay(question, patients ?? [patient])
        return replay.run()
    }

    /// Each message as the local time at which it went, or as the reason why not.
    func lines(_ messages: [ReplayedMessage]) -> [String] {
        messages.map { message in
            switch message.state {
            case .sent(let at): story.local(at)
            case .skipped(let reason): reason.rawValue
            case .waiting: "ahead"
            }
        }
    }

    var lines: [String] { lines(run().messages) }
}
