import CivilTime
import Testing

@testable import Campaigns

/// What waits count from (rules.md 2.6), told in the clinic's local times.
@Suite struct AnchorClockTests {
    private static func due(
        _ wait: String, on event: EventType, born: String = "2010-05-04", booked: String = "2027-03-09T10:00"
    ) throws -> String? {
        var story = ReminderStory(visit: "2027-03-16T15:00", booked: booked, waits: [wait], type: .followUp)
        story.event = event
        story.received = "2027-03-09T10:20"
        var facts = story.facts
        facts.patient.birthDate = CivilDate(born)
        facts.anchor = Anchor(appointment: ID(7), treatment: ID(5), invoice: ID(6))
        facts.treatments = [
            Treatment(
                id: ID(5), externalID: "T-5", patientID: ID(1), type: "Braces", status: .active, phase: "Wire",
                phaseStartedAt: story.instant("2027-03-11T11:00"), startedAt: story.instant("2027-03-10T10:00"),
                endedAt: story.instant("2027-03-12T12:00"))
        ]
        facts.invoices = [
            Invoice(
                id: ID(6), externalID: "I-6", patientID: ID(1), amountCents: 100, currency: "USD",
                dueOn: try #require(CivilDate("2027-03-20")), paidCents: 0, status: .open)
        ]
        facts.eventAt = story.instant("2027-03-09T09:30")
        let itinerary = Itinerary(
            of: story.enrollment, by: story.terms, facts: facts, now: story.instant("2027-03-09T10:00"))
        return itinerary.sends.dropFirst().first.map { story.local($0.plannedAt) }
    }

    @Test(
        "each anchor is the time or the day that it names",
        arguments: [
            ("1 day after appointment", EventType.appointmentBooked, "2027-03-17T15:00"),
            ("1 day after treatment start", .treatmentStarted, "2027-03-11T10:00"),
            ("1 day after treatment end", .treatmentCompleted, "2027-03-13T12:00"),
            ("1 day after phase start", .treatmentPhaseChanged, "2027-03-12T11:00"),
            ("1 day after due date", .paymentDue, "2027-03-21T08:00"),
            ("1 day after event", .patientCreated, "2027-03-10T09:30"),
            ("1 day after enrollment", .patientCreated, "2027-03-10T10:00"),
            ("1 day before birthday", .birthday, "2027-05-03T08:00"),
        ])
    func times(wait: String, event: EventType, due: String) throws {
        #expect(try Self.due(wait, on: event) == due)
    }

    @Test(
        "a wait without an anchor counts from that of its trigger",
        arguments: [
            (EventType.appointmentMoved, "2027-03-17T15:00"), (.treatmentStarted, "2027-03-11T10:00"),
            (.treatmentMilestone, "2027-03-11T10:00"), (.treatmentPhaseChanged, "2027-03-12T11:00"),
            (.paymentDue, "2027-03-21T08:00"), (.patientCreated, "2027-03-10T09:30"),
        ])
    func own(event: EventType, due: String) throws {
        #expect(try Self.due("1 day after", on: event) == due)
    }

    @Test(
        "the birthday is the next one from where the way has got to, and 29 February is 28 February in common years",
        arguments: [
            ("2010-03-09", "2027-03-10T08:00"), ("2010-03-08", "2028-03-09T08:00"), ("2010-03-10", "2027-03-11T08:00"),
            ("2012-02-29", "2028-03-01T08:00"),
        ])
    func birthday(born: String, due: String) throws {
        let found = try Self.due("1 day after birthday", on: .patientCreated, born: born, booked: "2027-03-09T07:00")
        #expect(found == due)
    }

    @Test("29 February waits for 28 February where the year has none")
    func leapDay() throws {
        let due = try Self.due(
            "1 day after birthday", on: .patientCreated, born: "2012-02-29", booked: "2027-02-01T10:00")
        #expect(due == "2027-03-01T08:00")
    }
}
