import CivilTime
import Testing

@testable import Campaigns

/// Waits for the patient's first or next visit (rules.md 2.6).
@Suite struct FollowedVisitTests {
    /// A patient created on 1 March at 10:00, and what one wait makes of the visits.
    private static func itinerary(
        _ wait: String, _ visits: [Appointment], now: String = "2027-03-02T10:00"
    ) -> Itinerary {
        var story = ReminderStory(booked: "2027-03-01T10:00", type: .followUp, event: .patientCreated)
        story.waits = [wait]
        var enrollment = story.enrollment
        enrollment.anchor = Anchor()
        var facts = story.facts
        facts.appointments = visits
        facts.anchor = Anchor()
        return Itinerary(of: enrollment, by: story.terms, facts: facts, now: story.instant(now))
    }

    private static func outcome(_ itinerary: Itinerary) -> String {
        if case .awaitingVisit = itinerary.stand { return "stands" }
        return itinerary.sends.last.map { $0.skip?.rawValue ?? ReminderStory().local($0.plannedAt) } ?? "nothing"
    }

    private static func visit(
        _ id: Int64, _ start: String, _ status: AppointmentStatus = .booked, booked: String? = nil
    )
        -> Appointment
    {
        var visit = SampleFacts.visit(id, status: status)
        visit.startsAt = ReminderStory().instant(start)
        visit.bookedAt = booked.map { ReminderStory().instant($0) }
        return visit
    }

    @Test("the first appointment is the earliest that is to come or took place", arguments: AppointmentStatus.allCases)
    func first(status: AppointmentStatus) {
        let counts: Set<AppointmentStatus> = [.booked, .confirmed, .arrived, .completed]
        let visits = [Self.visit(1, "2027-03-08T15:00", status), Self.visit(2, "2027-03-20T15:00")]
        let day = counts.contains(status) ? "2027-03-07T15:00" : "2027-03-19T15:00"
        #expect(Self.outcome(Self.itinerary("1 day before first appointment", visits)) == day)
    }

    @Test("a first appointment long past makes the wait past")
    func firstInPast() {
        let visits = [Self.visit(1, "2026-03-08T15:00", .completed), Self.visit(2, "2027-03-20T15:00")]
        #expect(Self.outcome(Self.itinerary("1 day before first appointment", visits)) == "PAST_WHEN_PLANNED")
    }

    @Test("the next appointment is the earliest expected one after the way got there")
    func next() {
        let visits = [
            Self.visit(1, "2027-03-01T09:59"), Self.visit(2, "2027-03-20T15:00"), Self.visit(3, "2027-03-25T15:00"),
        ]
        #expect(Self.outcome(Self.itinerary("1 day before next appointment", visits)) == "2027-03-19T15:00")
        for gone in [AppointmentStatus.proposed, .cancelled, .noShow, .enteredInError] {
            let others = [Self.visit(2, "2027-03-20T15:00", gone), Self.visit(3, "2027-03-25T15:00")]
            #expect(Self.outcome(Self.itinerary("1 day before next appointment", others)) == "2027-03-24T15:00")
            #expect(Self.outcome(Self.itinerary("1 day before next appointment", [others[0]])) == "stands")
        }
    }

    @Test("the visit that was the next one stays it once it has taken place")
    func nextThatTookPlace() {
        let visits = [Self.visit(2, "2027-03-20T15:00", .completed), Self.visit(3, "2027-03-25T15:00")]
        let itinerary = Self.itinerary("1 day after next appointment", visits, now: "2027-03-20T18:00")
        #expect(Self.outcome(itinerary) == "2027-03-21T15:00")
        #expect(itinerary.sends.last?.visit?.id == ID(2))
    }

    @Test("the booking of a visit waited for is the time from which its wait can be past")
    func bookedLate() {
        func late(_ booked: String?, received: String? = nil) -> String {
            var visit = Self.visit(2, "2027-03-20T15:00", booked: booked)
            visit.receivedAt = received.map { ReminderStory().instant($0) }
            return Self.outcome(Self.itinerary("3 days before next appointment", [visit], now: "2027-03-18T10:00"))
        }
        #expect(late("2027-03-17T14:59") == "2027-03-17T15:00")
        #expect(late("2027-03-17T15:01") == "PAST_WHEN_PLANNED")
        #expect(late(nil, received: "2027-03-17T15:01") == "PAST_WHEN_PLANNED")
        #expect(late("2027-03-17T14:59", received: "2027-03-17T15:01") == "2027-03-17T15:00")
    }

    @Test("after 180 days without a visit the sends up to the next wait are skipped, and the way goes on")
    func patience() {
        var story = ReminderStory(booked: "2027-03-01T10:00", type: .followUp, event: .patientCreated)
        story.waits = ["1 day before next appointment", "for 2 days"]
        var enrollment = story.enrollment
        enrollment.anchor = Anchor()
        var facts = story.facts
        facts.appointments = []
        facts.anchor = Anchor()
        let end = story.instant("2027-03-01T10:00").adding(hours: 180 * 24)
        let before = Itinerary(of: enrollment, by: story.terms, facts: facts, now: end.adding(seconds: -1))
        #expect(before.stand == .awaitingVisit(step: ID(11), since: story.instant("2027-03-01T10:00")))
        #expect(before.looksAgainAt == end)
        let after = Itinerary(of: enrollment, by: story.terms, facts: facts, now: end)
        #expect(after.sends.map(\.skip) == [nil, .noAppointment, nil])
        #expect(after.sends.last?.plannedAt == end.adding(hours: 48))
    }

    @Test("the message of a wait after the next appointment is about that visit, not the one after it")
    func message() {
        let visits = [Self.visit(2, "2027-03-20T15:00"), Self.visit(3, "2027-03-21T10:00")]
        var story = ReminderStory(booked: "2027-03-01T10:00", type: .followUp, event: .patientCreated)
        story.waits = ["1 day after next appointment"]
        var enrollment = story.enrollment
        enrollment.anchor = Anchor()
        var facts = story.facts
        facts.appointments = visits
        facts.anchor = Anchor()
        let planned = Itinerary(of: enrollment, by: story.terms, facts: facts, now: story.instant("2027-03-21T15:00"))
            .sends[1]
        let question = SendQuestion(
            campaignStatus: .active, terms: story.terms, enrollment: enrollment, facts: facts,
            send: WaitingSend(
                step: planned.step.id, channel: .sms, contact: ID(2), point: ID(22), version: 1, wait: planned.wait,
                plannedAt: planned.plannedAt, dueAt: planned.dueAt))
        #expect(question.visit(at: planned.plannedAt)?.id == ID(2))
    }
}
