import CivilTime
import TestSupport
import Testing

@testable import Campaigns

/// A booking made at random: visit, waits, windows, people, consents and a question on the way.
private struct RandomBooking {
    var story: ReplayStory

    init(_ random: inout SeededGenerator) {
        let minutes = Int.random(in: 0..<(20 * 1440), using: &random)
        let base = ReminderStory()
        let booked = base.instant("2027-03-01T00:00").adding(minutes: minutes)
            .adding(seconds: Int.random(in: 0..<60, using: &random))
        let visit = booked.roundedUpToMinute.adding(minutes: 15 * Int.random(in: 1...(4 * 24 * 15), using: &random))
        var reminders = ReminderStory()
        reminders.visit = base.local(visit)
        reminders.waits = Self.waits.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random)).map(\.self)
        reminders.type = [CampaignType.reminder, .followUp, .marketing].randomElement(using: &random) ?? .reminder
        reminders.careFrom = Int.random(in: 5...9, using: &random)
        reminders.careTo = Int.random(in: 16...22, using: &random)
        reminders.ifPast = Bool.random(using: &random) ? .skip : .continue
        story = ReplayStory(story: reminders)
        story.from = "2027-02-20T00:00"
        story.to = "2027-06-30T00:00"
        story.sample = Self.people(&random, booked, visit)
        story.terms = Self.question(&random)
        story.events = []
        bookedAt = booked
    }

    let bookedAt: Instant

    private static let waits = [
        "for 2 hours", "for 3 days", "48 hours before appointment", "3 days before appointment",
        "2h before appointment",
        "morning of appointment", "day of appointment at 12:30", "2 days after appointment", "next monday at 09:00",
        "next opening", "1 day before next appointment at 10:00",
    ]

    private static func people(_ random: inout SeededGenerator, _ booked: Instant, _ visit: Instant) -> (inout Facts) ->
        Void
    {
        let subjects = Consents.Subject.allCases.filter { _ in Bool.random(using: &random) }
        let granted = Int.random(in: 0...3, using: &random) > 0
        let isGrown = Bool.random(using: &random)
        let isSuppressed = Int.random(in: 0...9, using: &random) == 0
        return { facts in
            facts.appointments[0].bookedAt = booked
            facts.appointments[0].startsAt = visit
            facts.clinic.cap = FrequencyCap(messages: 1, days: 7)
            let contact = isGrown ? SampleFacts.own.id : SampleFacts.mother.id
            for subject in subjects {
                facts.consents.record(
                    Consents.Answer(granted: granted, at: booked, source: .person),
                    for: Consents.Key(contact: contact, subject: subject, channel: .sms))
            }
            if isGrown { facts.patient.birthDate = CivilDate("1980-05-05") }
            if isSuppressed { facts.consents.suppress(ID(22), scope: .all) }
        }
    }

    private static func question(_ random: inout SeededGenerator) -> (inout Terms) -> Void {
        guard Bool.random(using: &random) else { return { _ in } }
        let rule =
            [
                Rule.test(FieldTest(field: .age, op: .less, value: .number(18))),
                .test(FieldTest(field: .appointmentConfirmed, op: .equal, value: .yesNo(true))),
                .test(FieldTest(field: .intakeForm, op: .equal, value: .text("sent"))),
                .test(FieldTest(field: .appointmentType, op: .equal, value: .text("Adjustment"))),
            ].randomElement(using: &random) ?? .everybody
        let exits = Bool.random(using: &random)
        return { terms in
            terms.workflow.steps.insert(
                Step(
                    id: ID(90), name: "Which?",
                    action: .condition(
                        Condition(
                            rule: rule, yes: Lane(steps: [ReminderStory.sms(91)]),
                            no: Lane(steps: [ReminderStory.sms(92)], exits: exits)))),
                at: terms.workflow.steps.count / 2)
        }
    }

    var question: ReplayQuestion { story.question }

    /// What a preview asks when the booking has just been made.
    var preview: PreviewQuestion {
        let facts = story.facts.about(Anchor(appointment: ID(7)), eventAt: bookedAt)
        return PreviewQuestion(
            terms: question.terms, templates: [], facts: facts, startsAt: bookedAt, now: bookedAt, links: .placeholders)
    }

    /// What an explanation asks then, nobody being enrolled.
    var explanation: ExplainQuestion {
        var sample = ExplainSample()
        sample.story = story.story
        sample.sample = story.sample
        sample.terms = story.terms
        var asked = sample.question
        asked.templates = []
        asked.now = bookedAt
        return asked
    }

    var patient: PastPatient {
        let event = Event(
            id: ID(1), clinicID: ID(1), type: .appointmentBooked, patientID: ID(1), anchor: Anchor(appointment: ID(7)),
            occurredAt: bookedAt, receivedAt: bookedAt, isBulk: false, hasOwnTime: true)
        return PastPatient(facts: story.facts, history: [PastEvent(event: event)])
    }
}

@Suite("Preview, explanation and replay")
struct AgreementTests {
    private static let cases = 3_000

    /// Where a message ends, as far as one look ahead can tell: the time, or the reason.
    private enum Fate: Hashable {
        case sent(Instant)
        case skipped(Reason)
        case held(Reason)
    }

    private static func fate(_ verdict: Verdict, _ at: Instant) -> Fate {
        switch verdict {
        case .send: .sent(at)
        case .hold(_, let reason), .park(let reason): .held(reason)
        case .skip(let reason): .skipped(reason)
        }
    }

    @Test("say the same of every message of a booking made at random")
    func agree() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        var messages = 0
        for number in 0..<Self.cases {
            let booking = RandomBooking(&random)
            let preview = CampaignPreview(answering: booking.preview)
            let previewed = preview.messages.map { Self.fate($0.verdict, $0.planned.plannedAt) }
            let way = CampaignExplanation(answering: booking.explanation).ways[0]
            let explained = way.steps.flatMap(\.sends).map { send -> Fate in
                guard case .expected(let verdict, let at) = send.state else { return .held(.clinicHeld) }
                return Self.fate(verdict, at)
            }
            #expect(explained == previewed, "seed \(seed), case \(number)")
            var replay = HouseholdReplay(booking.question, [booking.patient])
            let replayed = replay.run().messages.map { message -> Fate in
                if let hold = message.holds.first { return .held(hold) }
                return switch message.state {
                case .sent(let at): .sent(at)
                case .skipped(let reason): .skipped(reason)
                case .waiting: .held(.enrollmentEnded)
                }
            }
            // What was held once changes what the cap counts after it, which a preview does not follow.
            if previewed.contains(where: { if case .held = $0 { true } else { false } }) { continue }
            #expect(
                replayed.count == previewed.count && Set(replayed) == Set(previewed),
                "seed \(seed), case \(number): \(replayed) beside \(previewed)")
            messages += replayed.count
        }
        #expect(messages > Self.cases)
    }
}
