import CivilTime
import Testing

@testable import Campaigns

/// When each message of a plan leaves, and which are refused at once (rules.md 1.5).
@Suite struct SendPlannerTests {
    @Test(
        "of a booking that is taken up the confirmation never goes, and what follows goes where it is due by receipt",
        arguments: [
            ("2027-02-01T10:00", "2027-03-15T15:00", "2027-03-15T15:00"),
            ("2027-02-01T10:00", "2027-03-15T15:01", "BEFORE_RECEIPT"),
            // By bulk intake without a time of its own: it starts at the receipt.
            ("2027-03-10T10:00", "2027-03-10T10:00", "2027-03-15T15:00"),
        ])
    func takenUp(booked: String, received: String, reminder: String) {
        let story = ReminderStory(
            visit: "2027-03-16T15:00", booked: booked, received: received, waits: ["24 hours before appointment"],
            isTakenUp: true)
        #expect(story.plan == ["BEFORE_RECEIPT", reminder])
    }

    @Test(
        "of a message before a visit the second try counts from the wait's own time, not from when the way came there",
        arguments: [("2027-03-16T10:00", "2027-03-16T08:00"), ("2027-03-16T09:59", "NO_WINDOW_BEFORE_VISIT")])
    func secondTry(visit: String, reminder: String) {
        var story = ReminderStory(
            visit: visit, booked: "2027-03-16T06:30", waits: ["4 hours before appointment"], ifPast: .continue)
        story.careFrom = 8
        var terms = story.terms
        terms.workflow.steps.removeFirst()
        let itinerary = Itinerary(
            of: story.enrollment, by: terms, facts: story.facts, now: story.instant(story.booked))
        #expect(itinerary.sends.map { $0.skip?.rawValue ?? story.local($0.plannedAt) } == [reminder])
    }

    @Test("only what is due at the event counts its lateness from the receipt")
    func lateness() {
        let story = ReminderStory(
            visit: "2027-03-16T15:00", booked: "2027-03-10T10:00", received: "2027-03-10T14:00",
            waits: ["for 60 minutes"])
        #expect(story.itinerary.sends.map { story.local($0.dueAt) } == ["2027-03-10T14:00", "2027-03-10T11:00"])
    }

    @Test("what is past when planned says so, though nobody receives it either")
    func pastForNobody() {
        let story = ReminderStory(visit: "2027-03-16T15:00", booked: "2027-03-16T14:40")
        var facts = story.facts
        facts.circle.members = []
        let itinerary = Itinerary(
            of: story.enrollment, by: story.terms, facts: facts, now: story.instant(story.booked))
        #expect(itinerary.sends.map(\.skip) == [.noRecipient, .pastWhenPlanned, .pastWhenPlanned])
    }

    @Test(
        "a message is of no use after a visit where its wait ends before it or on its day, or its event told of one to come",
        arguments: [
            (VisitRelation.before, false, CampaignType.followUp, EventType.patientCreated, true),
            (.dayOf, false, .followUp, .patientCreated, true), (.after, false, .reminder, .appointmentBooked, false),
            (.none, true, .followUp, .appointmentBooked, true), (.none, true, .followUp, .appointmentCompleted, false),
            (.none, true, .reminder, .treatmentStarted, true), (.none, false, .reminder, .appointmentBooked, false),
        ])
    func forVisit(relation: VisitRelation, isAtEvent: Bool, type: CampaignType, event: EventType, isForVisit: Bool) {
        let wait = WaitContext(visitRelation: relation, isAtEvent: isAtEvent, isOpening: true, expression: nil)
        #expect(wait.isForVisitOnly(type, event) == isForVisit)
    }
}
