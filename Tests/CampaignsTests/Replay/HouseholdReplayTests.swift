import CivilTime
import TestSupport
import Testing

@testable import Campaigns

@Suite("A campaign over the past")
struct HouseholdReplayTests {
    @Test("a visit that took place got its confirmation and its reminders, whatever it is now")
    func booked() {
        var story = ReplayStory()
        story.status = .completed
        story.events.append((.appointmentCompleted, "2027-03-16T16:00", nil))
        #expect(story.lines == ["2027-03-09T10:00", "2027-03-14T15:00", "2027-03-16T08:00"])
        let tally = story.run().tally
        #expect(tally.enrolled == 1)
        #expect(tally.patients == 1)
        #expect(tally.sent == 3)
        #expect(tally.channels == [.sms: 3])
        #expect(tally.steps.map(\.step) == [ID(1), ID(12), ID(22)])
        #expect(tally.busiest(1).map(\.day.text) == ["2027-03-09"])
    }

    @Test("what was cancelled got what was due before, and no more")
    func cancelled() {
        var story = ReplayStory()
        story.status = .cancelled
        story.events.append((.appointmentCancelled, "2027-03-15T09:00", nil))
        #expect(story.lines == ["2027-03-09T10:00", "2027-03-14T15:00", "VISIT_CANCELLED"])
        #expect(story.run().tally.skipped == [.visitCancelled: 1])
    }

    @Test("cancelled and booked again, it is confirmed again and reminded anew")
    func rebooked() {
        var story = ReplayStory()
        story.events += [
            (.appointmentCancelled, "2027-03-10T09:00", nil), (.appointmentBooked, "2027-03-11T09:00", nil),
        ]
        #expect(
            story.lines == [
                "2027-03-09T10:00", "VISIT_CANCELLED", "VISIT_CANCELLED", "2027-03-11T09:00", "2027-03-14T15:00",
                "2027-03-16T08:00",
            ])
    }

    @Test("a move re-plans from when it was told, by the start that each event told")
    func moved() {
        var story = ReplayStory()
        story.story.visit = "2027-03-23T15:00"
        story.events = [
            (.appointmentBooked, "2027-03-09T10:00", "2027-03-16T15:00"),
            (.appointmentMoved, "2027-03-15T10:00", "2027-03-23T15:00"),
        ]
        #expect(
            story.lines == [
                "2027-03-09T10:00", "2027-03-14T15:00", "2027-03-23T08:00", "2027-03-21T15:00",
            ])
    }

    @Test("events outside the span start nothing, and messages after its end are counted as ahead")
    func span() {
        var story = ReplayStory()
        story.from = "2027-03-10T00:00"
        #expect(story.lines == [])
        story.from = "2027-03-01T00:00"
        story.to = "2027-03-15T00:00"
        #expect(story.lines == ["2027-03-09T10:00", "2027-03-14T15:00", "ahead"])
        #expect(story.run().tally.ahead == 1)
    }

    @Test("what a bulk intake brought later with its own time is taken in at that time")
    func bulk() {
        let story = ReplayStory()
        let patient = story.patient
        let old = patient.history[0].event
        let event = Event(
            id: old.id, clinicID: old.clinicID, type: old.type, patientID: old.patientID, anchor: old.anchor,
            occurredAt: old.occurredAt, receivedAt: story.story.instant("2027-03-30T10:00"), isBulk: true,
            hasOwnTime: true)
        let past = PastPatient(facts: patient.facts, history: [PastEvent(event: event)])
        #expect(
            story.lines(story.run([past]).messages) == ["2027-03-09T10:00", "2027-03-14T15:00", "2027-03-16T08:00"])
    }

    private static func marketing() -> ReplayStory {
        var story = ReplayStory()
        story.story.type = .marketing
        story.story.waits = []
        story.events = []
        story.terms = { $0.trigger = .scheduled(CivilDateTime("2027-03-09T09:00")!) }
        story.occurrences = ["2027-03-09T09:00"]
        story.sample = { facts in
            facts.consents.record(
                Consents.Answer(granted: true, at: SampleFacts.now, source: .person),
                for: Consents.Key(contact: SampleFacts.mother.id, subject: .marketing, channel: .sms))
        }
        return story
    }

    @Test("the cap counts what went in the replay, and what really went")
    func cap() {
        var story = Self.marketing()
        story.occurrences = ["2027-03-08T09:00", "2027-03-10T09:00", "2027-03-13T09:00", "2027-03-15T09:00"]
        // The third may wait for the seventh day, and then goes; so the fourth is held back, and too long.
        #expect(story.lines == ["2027-03-08T09:00", "OVER_CAP", "2027-03-15T08:00", "OVER_CAP"])
        #expect(story.run().tally.held == [.overCap: 1, .outsideWindow: 1])
        #expect(story.run().tally.skipped == [.overCap: 2])
        story.occurrences = ["2027-03-08T09:00"]
        story.marketingDays = ["2027-03-04"]
        #expect(story.lines == ["2027-03-11T08:00"])
        story.marketingDays = ["2027-03-01"]
        #expect(story.lines == ["2027-03-08T09:00"])
    }

    @Test("of three children on one parent's phone one gets the offer")
    func family() {
        let story = Self.marketing()
        let children = (1...3).map { number in
            var facts = story.facts
            let own = facts.patient
            facts.patient = Patient(
                id: ID(Int64(number)), externalID: "P-\(number)", contactID: own.contactID, firstName: "Child",
                lastName: "", birthDate: own.birthDate, sex: .unknown, status: .active, registeredAt: nil,
                intakeForm: nil, preferredChannel: nil, tags: [])
            return story.patient(Int64(number), facts)
        }
        #expect(story.lines(story.run(children).messages) == ["2027-03-09T09:00", "OVER_CAP", "OVER_CAP"])
    }

    @Test("outside the audience nothing begins, and a message that lacks a field is skipped")
    func refused() {
        var story = ReplayStory()
        story.terms = { $0.audience = .test(FieldTest(field: .age, op: .less, value: .number(12))) }
        #expect(story.run().tally.enrolled == 0)
        story.terms = { _ in }
        story.templates = [
            MessageTemplate(
                id: ID(1), name: "SMS", channel: .sms, number: 1, language: "en", subject: "",
                body: "{{treatment.type}}")
        ]
        #expect(story.run().tally.skipped == [.missingField: 3])
    }

    @Test("a condition is asked at its time, of the facts of that time")
    func condition() {
        var story = ReplayStory()
        story.status = .confirmed
        story.sample = { $0.appointments[0].confirmedAt = SampleFacts.instant("2027-03-13T12:00Z") }
        story.events.append((.appointmentConfirmed, "2027-03-13T07:00", nil))
        let rule = Rule.test(FieldTest(field: .appointmentConfirmed, op: .equal, value: .yesNo(true)))
        story.terms = { terms in
            for (place, id) in [(1, Int64(90)), (terms.workflow.steps.count + 1, 91)] {
                terms.workflow.steps.insert(
                    Step(
                        id: ID(id), name: "Confirmed?",
                        action: .condition(Condition(rule: rule, yes: Lane(steps: [ReminderStory.sms(id + 100)])))),
                    at: place)
            }
        }
        // Not confirmed at the booking; confirmed on the morning of the visit.
        #expect(
            story.lines == ["2027-03-09T10:00", "2027-03-14T15:00", "2027-03-16T08:00", "2027-03-16T08:00"])
    }

    @Test(
        "three messages within seven days are many, on eight days two are not",
        arguments: [
            (["2027-03-01", "2027-03-04", "2027-03-07"], 3), (["2027-03-01", "2027-03-04", "2027-03-08"], 2),
            (["2027-03-01", "2027-03-01", "2027-03-01"], 3), (["2027-03-01"], 1),
        ])
    func crowded(days: [String], most: Int) {
        #expect(ReplayTally.mostInAWeek(days.map { CivilDate($0)! }) == most)
    }

    @Test("the agenda gives the earliest first, then the order of a tick's jobs, then as it was put down")
    func agenda() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            var agenda = ReplayAgenda<Int>()
            var expected: [(Int64, Int, Int)] = []
            for number in 0..<Int.random(in: 0...40, using: &random) {
                let entry = (Int64.random(in: 0...5, using: &random), Int.random(in: 0...3, using: &random), number)
                agenda.add(number, at: entry.0, job: entry.1)
                expected.append(entry)
            }
            var order: [Int] = []
            while let next = agenda.next() { order.append(next.item) }
            #expect(order == expected.sorted { $0 < $1 }.map(\.2))
        }
    }
}
