import CivilTime
import Testing

@testable import Campaigns

/// The worked cases of rules.md 7 that one plan answers.
@Suite struct ItineraryTests {
    @Test("reminders 3, 2 and 1 days before: booked 30 hours before, only the last one goes")
    func bookedLate() {
        let story = ReminderStory(
            visit: "2027-03-16T15:00", booked: "2027-03-15T09:00",
            waits: ["3 days before appointment", "2 days before appointment", "1 day before appointment"])
        #expect(
            story.plan == ["2027-03-15T09:00", "PAST_WHEN_PLANNED", "PAST_WHEN_PLANNED", "2027-03-15T15:00"])
    }

    @Test("booked 20 minutes before the visit, only the confirmation goes")
    func bookedAtTheDoor() {
        let story = ReminderStory(visit: "2027-03-16T15:00", booked: "2027-03-16T14:40")
        #expect(story.plan == ["2027-03-16T14:40", "PAST_WHEN_PLANNED", "PAST_WHEN_PLANNED"])
    }

    @Test("a visit at 15:00 booked at 07:55 the same day has just been told at 08:00")
    func justTold() {
        let story = ReminderStory(visit: "2027-03-16T15:00", booked: "2027-03-16T07:55")
        #expect(story.plan == ["2027-03-16T07:55", "PAST_WHEN_PLANNED", "JUST_TOLD"])
    }

    @Test("a visit at 08:15 has its day-of reminder at 07:15")
    func earlyVisit() {
        let story = ReminderStory(visit: "2027-03-16T08:15", booked: "2027-03-01T10:00")
        #expect(story.plan == ["2027-03-01T10:00", "2027-03-14T08:15", "2027-03-16T07:15"])
    }

    @Test("two hours before a visit at 08:00 is the evening before when care begins at 09:00")
    func shiftsBack() {
        let story = ReminderStory(
            visit: "2027-03-16T08:00", booked: "2027-03-09T10:00", waits: ["2 hours before appointment"],
            careFrom: 9, careTo: 19)
        #expect(story.plan == ["2027-03-09T10:00", "2027-03-15T18:45"])
    }

    @Test("and is skipped where that evening was past when the visit was booked")
    func shiftsBackIntoThePast() {
        let story = ReminderStory(
            visit: "2027-03-16T08:00", booked: "2027-03-15T20:00", waits: ["2 hours before appointment"],
            careFrom: 9, careTo: 19)
        #expect(story.plan.last == "NO_WINDOW_BEFORE_VISIT")
    }

    @Test("the confirmation of a booking made at 22:30 waits for the morning")
    func confirmationAtNight() {
        let story = ReminderStory(visit: "2027-03-16T15:00", booked: "2027-03-15T22:30", waits: [])
        #expect(story.plan == ["2027-03-16T07:00"])
    }

    @Test("and is skipped where the window opens after the visit has started")
    func confirmationTooLate() {
        let story = ReminderStory(visit: "2027-03-16T06:30", booked: "2027-03-15T22:30", waits: [])
        #expect(story.plan == ["NO_WINDOW_BEFORE_VISIT"])
    }

    @Test(
        "days keep the clock time and hours are elapsed across a clock change",
        arguments: [
            ("2 days before appointment", "2027-03-13T15:00Z"),
            ("48 hours before appointment", "2027-03-13T14:00Z"),
            ("day of appointment at 07:30", "2027-03-15T12:30Z"),
        ])
    func clockChange(wait: String, due: String) {
        let story = ReminderStory(visit: "2027-03-15T09:00", booked: "2027-03-01T10:00", waits: [wait])
        #expect(story.itinerary.sends.last?.plannedAt == SampleFacts.instant(due))
    }

    @Test("taken up from an old booking, nothing due before the receipt is sent")
    func takenUp() {
        let story = ReminderStory(
            visit: "2027-03-16T15:00", booked: "2027-02-01T10:00", received: "2027-03-15T12:00", isTakenUp: true)
        #expect(story.plan == ["BEFORE_RECEIPT", "BEFORE_RECEIPT", "2027-03-16T08:00"])
    }

    @Test("a send due at its event counts its lateness from the receipt")
    func latenessFromReceipt() {
        let story = ReminderStory(
            visit: "2027-03-16T15:00", booked: "2027-03-10T10:00", received: "2027-03-10T14:00", waits: [])
        let send = story.itinerary.sends.first
        #expect(send?.plannedAt == story.instant("2027-03-10T10:00"))
        #expect(send?.dueAt == story.instant("2027-03-10T14:00"))
    }

    @Test("a past wait may say to continue at once")
    func continueAtOnce() {
        let story = ReminderStory(
            visit: "2027-03-16T15:00", booked: "2027-03-15T09:00", waits: ["48 hours before appointment"],
            ifPast: .continue)
        #expect(story.plan.last == "JUST_TOLD")
        let followUp = ReminderStory(
            visit: "2027-03-16T15:00", booked: "2027-03-15T09:00", waits: ["48 hours before appointment"],
            ifPast: .continue, type: .followUp)
        #expect(followUp.plan.last == "2027-03-15T09:00")
    }

    @Test(
        "outside of the window a message of the day itself goes later that day or the evening before, one after the visit later",
        arguments: [
            ("morning of appointment", "2027-03-16T15:00", "2027-03-16T09:00"),
            ("morning of appointment", "2027-03-16T10:00", "2027-03-16T09:00"),
            ("morning of appointment", "2027-03-16T09:59", "2027-03-15T18:45"),
            ("day of appointment at 20:00", "2027-03-16T22:00", "2027-03-16T18:45"),
            ("2 hours before appointment", "2027-03-16T10:00", "2027-03-15T18:45"),
            ("1 hour after appointment", "2027-03-16T18:30", "2027-03-17T09:00"),
        ])
    func outsideOfWindow(wait: String, visit: String, planned: String) {
        let story = ReminderStory(
            visit: visit, booked: "2027-03-09T10:00", waits: [wait], careFrom: 9, careTo: 19)
        #expect(story.plan.last == planned)
    }

    @Test("a planned second rounds up to the minute")
    func minuteGrain() {
        let story = ReminderStory(visit: "2027-03-16T15:00", booked: "2027-03-10T10:00:30", waits: [])
        #expect(story.plan == ["2027-03-10T10:01"])
        var facts = story.facts
        facts.circle.members = []
        let toNobody = Itinerary(
            of: story.enrollment, by: story.terms, facts: facts, now: story.instant(story.booked)
        ).sends
        #expect(toNobody.map { story.local($0.plannedAt) } == ["2027-03-10T10:01"])
    }

    @Test("the plan is the same whenever it is asked for")
    func independentOfTheTick() {
        let early = ReminderStory()
        let late = ReminderStory(now: "2027-03-15T23:00")
        #expect(early.itinerary.sends == late.itinerary.sends)
    }

    @Test("a minor without anyone who receives hears it himself, and one without an address nothing")
    func noGuardian() {
        let story = ReminderStory(waits: [])
        var facts = story.facts
        facts.circle.members = []
        let itinerary = Itinerary(
            of: story.enrollment, by: story.terms, facts: facts, now: story.instant(story.booked))
        #expect(itinerary.sends.map(\.skip) == [.noRecipient])
    }

    @Test("a condition whose answer can still change is asked when its time comes, and then stays answered")
    func condition() {
        var story = ReminderStory(waits: [])
        let confirmed = Rule.test(FieldTest(field: .appointmentConfirmed, op: .equal, value: .yesNo(true)))
        let condition = Condition(
            rule: confirmed, yes: Lane(steps: [ReminderStory.sms(5)]), no: Lane(steps: [ReminderStory.sms(6)]))
        var terms = story.terms
        terms.workflow.steps += [
            Step(id: ID(2), name: "Wait", action: .wait(ReminderStory.wait("24 hours before appointment"))),
            Step(id: ID(3), name: "Confirmed?", action: .condition(condition)),
        ]
        let early = Itinerary(
            of: story.enrollment, by: terms, facts: story.facts, now: story.instant("2027-03-10T10:00"))
        #expect(early.stand == .undecided(step: ID(3), at: story.instant("2027-03-15T15:00")))
        #expect(early.sends.map(\.step.id) == [ID(1)])
        let due = Itinerary(
            of: story.enrollment, by: terms, facts: story.facts, now: story.instant("2027-03-15T15:00"))
        #expect(due.sends.map(\.step.id) == [ID(1), ID(6)])
        #expect(due.decisions == [ID(3): .no])
        var decided = story.enrollment
        decided.decisions = due.decisions
        story.visit = "2027-03-16T15:00"
        var facts = story.facts
        facts.appointments[0].status = .confirmed
        facts.appointments[0].confirmedAt = story.instant("2027-03-15T16:00")
        let later = Itinerary(of: decided, by: terms, facts: facts, now: story.instant("2027-03-15T17:00"))
        #expect(later.sends.map(\.step.id) == [ID(1), ID(6)])
    }

    @Test("a wait for the first appointment stands until one is booked, whose booking is then its time")
    func awaitedVisit() {
        var story = ReminderStory(waits: [], type: .followUp, event: .patientCreated)
        var terms = story.terms
        terms.trigger = .event(.patientCreated, rule: nil)
        terms.workflow.steps += [
            Step(id: ID(2), name: "Wait", action: .wait(ReminderStory.wait("3 days before first appointment"))),
            ReminderStory.sms(3),
        ]
        var enrollment = story.enrollment
        enrollment.anchor = Anchor()
        enrollment.event = .patientCreated
        var without = story.facts
        without.appointments = []
        without.anchor = Anchor()
        let standing = Itinerary(of: enrollment, by: terms, facts: without, now: story.instant("2027-03-09T11:00"))
        #expect(standing.stand == .awaitingVisit(step: ID(2), since: story.instant("2027-03-09T10:00")))
        story.booked = "2027-03-14T10:00"
        var with = story.facts
        with.anchor = Anchor()
        let planned = Itinerary(of: enrollment, by: terms, facts: with, now: story.instant("2027-03-14T10:00"))
        #expect(planned.sends.last?.skip == .pastWhenPlanned)
        let patient = Itinerary(of: enrollment, by: terms, facts: without, now: story.instant("2027-09-09T11:00"))
        #expect(patient.sends.last?.skip == .noAppointment)
    }

    @Test("a message after a question does not go back before the question's time")
    func backOverQuestion() {
        var story = ReminderStory()
        story.visit = "2027-03-18T05:00"
        story.waits = ["2 hours before appointment"]
        var terms = story.terms
        let rule = Rule.test(FieldTest(field: .appointmentConfirmed, op: .equal, value: .yesNo(true)))
        let lane = Lane(steps: [terms.workflow.steps.removeLast()])
        terms.workflow.steps.append(
            Step(id: ID(90), name: "Confirmed?", action: .condition(Condition(rule: rule, no: lane))))
        let itinerary = Itinerary(
            of: story.enrollment, by: terms, facts: story.facts, now: story.instant(story.booked), sight: .forecast)
        // Asked at 03:00; the last quarter hour inside the window was at 20:45, and none opens before the visit.
        #expect(itinerary.sends.map(\.skip) == [nil, .noWindowBeforeVisit])
        #expect(story.plan == ["2027-03-09T10:00", "2027-03-17T20:45"])
    }
}
