import CivilTime

@testable import Campaigns

/// A booking told in the clinic's local times, and the plan that a REMINDER campaign makes of it.
struct ReminderStory {
    var zone = SampleFacts.zone()
    var visit = "2027-03-16T15:00"
    var visitType = "Adjustment"
    var booked = "2027-03-09T10:00"
    /// nil means at booking.
    var received: String?
    var waits: [String] = ["48 hours before appointment", "morning of appointment"]
    var careFrom = 7
    var careTo = 21
    var ifPast = Wait.IfPast.skip
    var type = CampaignType.reminder
    var event = EventType.appointmentBooked
    var isTakenUp = false
    var now: String?

    func instant(_ local: String) -> Instant {
        guard let civil = CivilDateTime(local) else { preconditionFailure("no local time: \(local)") }
        return zone.instant(of: civil)
    }

    func local(_ instant: Instant) -> String { zone.civil(at: instant).text }

    /// Confirmation, then a message after each wait: steps 1, 11, 12, 21, 22, …
    var terms: Terms {
        var steps = [Self.sms(1)]
        for (index, text) in waits.enumerated() {
            let base = Int64(10 * (index + 1))
            steps.append(Step(id: ID(base + 1), name: text, action: .wait(Self.wait(text, ifPast))))
            steps.append(Self.sms(base + 2))
        }
        return Terms(
            type: type, purpose: type.isAlwaysMarketing ? .marketing : .care, trigger: .event(event, rule: nil),
            audience: .everybody, workflow: Workflow(steps: steps))
    }

    static func wait(_ text: String, _ ifPast: Wait.IfPast = .skip) -> Wait {
        guard let expression = try? WaitExpression.parse(text) else { preconditionFailure("no wait: \(text)") }
        return Wait(expression: expression, ifPast: ifPast)
    }

    static func sms(_ id: Int64) -> Step {
        Step(id: ID(id), name: "SMS \(id)", action: .send(SendStep(channel: .sms, template: ID(1))))
    }

    var appointment: Appointment {
        Appointment(
            id: ID(7), externalID: "A-7", patientID: ID(1), type: visitType, startsAt: instant(visit), endsAt: nil,
            provider: "", location: "", status: .booked, bookedAt: instant(booked), confirmedAt: nil)
    }

    var facts: Facts {
        var facts = SampleFacts(appointments: [appointment], anchor: Anchor(appointment: ID(7))).facts
        let hours = OpeningHours(
            from: ClockTime(minutes: careFrom * 60), to: ClockTime(minutes: careTo * 60))
        if let hours { facts.clinic.careHours = hours }
        facts.clinic.calendar = ClinicCalendar(zone: zone, hours: Array(repeating: .allDay, count: 7), closed: [])
        return facts
    }

    var enrollment: Enrollment {
        Enrollment(
            id: ID(1), patientID: ID(1), anchor: Anchor(appointment: ID(7)), event: event, emittedStart: nil,
            startedAt: instant(booked), receivedAt: instant(received ?? booked), isTakenUp: isTakenUp)
    }

    var itinerary: Itinerary {
        Itinerary(of: enrollment, by: terms, facts: facts, now: instant(now ?? received ?? booked))
    }

    /// Each planned send as its local time, or as the reason why it will not go.
    var plan: [String] { itinerary.sends.map { $0.skip?.rawValue ?? local($0.plannedAt) } }

    /// A change in one line, its times local.
    func describe(_ change: PlanChange) -> String {
        switch change {
        case .insert(let send): "insert \(send.step.id) \(send.skip?.rawValue ?? local(send.plannedAt))"
        case .retime(let id, let send): "retime \(id) \(local(send.plannedAt))"
        case .skip(let id, let reason): "skip \(id) \(reason.rawValue)"
        case .carry(let id): "carry \(id)"
        case .renew(let old, let send): "renew \(old.id) \(local(send.plannedAt))"
        }
    }
}
