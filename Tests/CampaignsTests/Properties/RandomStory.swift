import CivilTime
import TestSupport

@testable import Campaigns

/// A random campaign on bookings, and one random booking: all that a plan is made of.
struct RandomStory {
    static let zones = ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]

    var terms: Terms
    var facts: Facts
    var enrollment: Enrollment
    let booked: Instant
    private var nextStep: Int64 = 1

    init(_ random: inout SeededGenerator) {
        let zone = Zone(random.one(of: Self.zones)) ?? SampleFacts.zone()
        booked = SampleFacts.instant("2027-02-20T00:00Z").adding(minutes: random.number(in: 0...400_000))
        let type = random.one(of: [CampaignType.reminder, .followUp, .survey])
        terms = Terms(
            type: type, purpose: .care, trigger: .event(.appointmentBooked, rule: nil), audience: .everybody,
            workflow: Workflow(steps: []))
        let visit = SampleFacts.visit(7, status: .booked)
        facts = SampleFacts(appointments: [visit], anchor: Anchor(appointment: ID(7))).facts
        facts.appointments[0].startsAt = booked.adding(minutes: random.number(in: 1...30_000))
        facts.appointments[0].bookedAt = booked
        let nine = OpeningHours(from: ClockTime(minutes: 9 * 60), to: ClockTime(minutes: 17 * 60))
        facts.clinic.calendar = ClinicCalendar(
            zone: zone, morning: ClockTime(minutes: 15 * random.number(in: 24...44)),
            hours: [nil, nine, nine, nine, nine, nine, nil])
        facts.clinic.careHours = SendWindow.careHours
        if random.chance(30) { facts.circle.members[0].contact.zone = Zone(random.one(of: Self.zones)) }
        enrollment = Enrollment(
            id: ID(1), patientID: ID(1), anchor: facts.anchor, event: .appointmentBooked, emittedStart: nil,
            startedAt: booked, receivedAt: booked, isTakenUp: random.chance(10))
        terms.workflow.steps = steps(random.number(in: 1...5), depth: 0, &random)
    }

    private mutating func steps(_ count: Int, depth: Int, _ random: inout SeededGenerator) -> [Step] {
        (0..<count).map { _ in
            let id = ID<Step>(nextStep)
            nextStep += 1
            let isCondition = depth < 2 && random.chance(20)
            return Step(id: id, name: "", action: isCondition ? condition(depth, &random) : Self.action(&random))
        }
    }

    private static func action(_ random: inout SeededGenerator) -> Step.Action {
        guard random.chance(50) else {
            return .send(SendStep(channel: random.one(of: [.sms, .email]), template: ID(1)))
        }
        var wait = ReminderStory.wait(expression(&random))
        if random.chance(20) { wait.ifPast = .continue }
        return .wait(wait)
    }

    private static func expression(_ random: inout SeededGenerator) -> String {
        let unit = random.one(of: ["minutes", "hours", "days", "weeks"])
        let amount = random.number(in: 1...(unit == "minutes" ? 600 : unit == "hours" ? 90 : unit == "days" ? 9 : 2))
        let clock = "\(random.number(in: 10...23)):\(random.number(in: 10...59))"
        return random.one(of: [
            "for \(amount) \(unit)", "\(amount) \(unit) before appointment", "\(amount) \(unit) after appointment",
            "morning of appointment", "day of appointment at \(clock)", "next tuesday at \(clock)", "until \(clock)",
            "next opening",
        ])
    }

    private mutating func condition(_ depth: Int, _ random: inout SeededGenerator) -> Step.Action {
        let yes = steps(random.number(in: 0...2), depth: depth + 1, &random)
        let no = steps(random.number(in: 0...2), depth: depth + 1, &random)
        let rule = random.one(of: [
            Rule.test(FieldTest(field: .appointmentConfirmed, op: .equal, value: .yesNo(true))),
            .test(FieldTest(field: .tag, op: .equal, value: .text("VIP"))),
            .test(FieldTest(field: .appointmentType, op: .equal, value: .text("Adjustment"))),
        ])
        return .condition(
            Condition(
                rule: rule, yes: Lane(steps: yes, exits: random.chance(20)),
                no: Lane(steps: no, exits: random.chance(20))))
    }

    /// The same story with the visit at another time.
    mutating func moveVisit(to start: Instant, at change: Instant) {
        facts.appointments[0].startsAt = start
        enrollment.reopen(at: change, by: terms)
    }
}
