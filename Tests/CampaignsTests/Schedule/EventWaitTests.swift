import CivilTime
import Testing

@testable import Campaigns

/// Waits for an event, at most so long.
@Suite struct EventWaitTests {
    private let story = ReminderStory(waits: ["for event APPOINTMENT_CONFIRMED at most 3 days"], type: .followUp)

    private func happening(
        _ id: Int64 = 1, _ type: EventType = .appointmentConfirmed, at occurred: String, received: String? = nil,
        about anchor: Anchor = Anchor(appointment: ID(7))
    ) -> Happening {
        Happening(
            id: ID(id), type: type, anchor: anchor, occurredAt: story.instant(occurred),
            receivedAt: story.instant(received ?? occurred))
    }

    private func walk(_ happenings: [Happening], now: String, sight: Itinerary.Sight = .known) -> Itinerary {
        var facts = story.facts
        facts.happenings = happenings
        return Itinerary(
            of: story.enrollment, by: story.terms, facts: facts, now: story.instant(now), sight: sight)
    }

    /// The message after the wait, in local time; nil while it is not planned.
    private func sent(_ happenings: [Happening], now: String = "2027-03-20T10:00") -> String? {
        walk(happenings, now: now).sends.dropFirst().first.map { story.local($0.plannedAt) }
    }

    @Test("nothing is planned past it until the event has happened or its time is over, and the tick looks again then")
    func stands() {
        let standing = walk([], now: "2027-03-12T09:59")
        #expect(standing.sends.count == 1)
        let end = story.instant("2027-03-12T10:00")
        #expect(
            standing.stand
                == .awaitingEvent(
                    .appointmentConfirmed, step: ID(11), since: story.instant("2027-03-09T10:00"), until: end))
        #expect(standing.looksAgainAt == end)
        #expect(sent([], now: "2027-03-12T10:00") == "2027-03-12T10:00")
    }

    @Test(
        "it goes on at the event's own time where that is after the way came here, and not after the end",
        arguments: [
            ("2027-03-09T10:00", "2027-03-12T10:00"), ("2027-03-09T10:01", "2027-03-09T10:01"),
            ("2027-03-11T08:30", "2027-03-11T08:30"), ("2027-03-12T10:00", "2027-03-12T10:00"),
            ("2027-03-12T10:01", "2027-03-12T10:00"),
        ])
    func ownTime(happened: String, goesOn: String) {
        #expect(sent([happening(at: happened)]) == goesOn)
    }

    @Test("another type, and the same about another visit, are not waited for; one about no visit is")
    func others() {
        let at = "2027-03-10T12:00"
        #expect(sent([happening(1, .appointmentCancelled, at: at)]) == "2027-03-12T10:00")
        #expect(sent([happening(at: at, about: Anchor(appointment: ID(8)))]) == "2027-03-12T10:00")
        #expect(sent([happening(at: at, about: Anchor())]) == at)
        #expect(sent([happening(at: at, about: Anchor(invoice: ID(3)))]) == at)
    }

    @Test("the answer is the same whenever it is asked for and in whatever order events come in")
    func deterministic() {
        let first = happening(2, at: "2027-03-11T12:00", received: "2027-03-11T12:05")
        let earlier = happening(3, at: "2027-03-10T12:00", received: "2027-03-11T18:00")
        let late = happening(1, at: "2027-03-10T09:00", received: "2027-03-12T10:01")
        for now in ["2027-03-11T12:06", "2027-03-11T19:00", "2027-03-20T10:00"] {
            #expect(sent([first, earlier, late], now: now) == "2027-03-11T12:00")
            #expect(sent([late, earlier, first], now: now) == "2027-03-11T12:00")
        }
        #expect(sent([late]) == "2027-03-12T10:00")
    }

    @Test("what comes in after now is not known yet, and what comes in now is")
    func notYetTold() {
        let told = [happening(at: "2027-03-10T12:00", received: "2027-03-11T12:00")]
        #expect(sent(told, now: "2027-03-11T11:59") == nil)
        #expect(sent(told, now: "2027-03-11T12:00") == "2027-03-10T12:00")
        let last = [happening(at: "2027-03-10T12:00", received: "2027-03-12T10:00")]
        #expect(sent(last) == "2027-03-10T12:00")
    }

    @Test("of two treatments or invoices it must be the same")
    func concerns() {
        func concerns(_ one: Anchor, _ other: Anchor) -> Bool {
            happening(at: "2027-03-10T12:00", about: one).concerns(other)
        }
        #expect(concerns(Anchor(treatment: ID(1)), Anchor(treatment: ID(1))))
        #expect(!concerns(Anchor(treatment: ID(1)), Anchor(treatment: ID(2))))
        #expect(concerns(Anchor(invoice: ID(1)), Anchor(treatment: ID(2))))
        #expect(!concerns(Anchor(invoice: ID(1)), Anchor(invoice: ID(2))))
    }

    @Test("a forecast goes on at the end, so that people see what would come")
    func forecast() {
        let forecast = walk([], now: "2027-03-09T10:00", sight: .forecast)
        #expect(forecast.sends.map { story.local($0.plannedAt) } == ["2027-03-09T10:00", "2027-03-12T10:00"])
    }

    @Test("a workflow tells which events it waits for")
    func awaited() {
        #expect(story.terms.workflow.awaitedEvents == [.appointmentConfirmed])
        #expect(ReminderStory().terms.workflow.awaitedEvents.isEmpty)
    }
}
