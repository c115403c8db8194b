import CivilTime
import Testing

@testable import Campaigns

/// What an enrollment is about must still stand as its trigger found it (rules.md 4, *In force*).
@Suite struct AnchorForceTests {
    private static let statuses = AppointmentStatus.allCases

    private static func lapse(
        _ event: EventType, _ status: AppointmentStatus, _ relation: VisitRelation = .before,
        type: CampaignType = .followUp, at now: String = "2027-03-14T10:00", told: String? = nil
    ) -> Reason? {
        var story = ReminderStory(visit: "2027-03-16T15:00", type: type)
        story.event = event
        var enrollment = story.enrollment
        enrollment.emittedStart = told.map(story.instant)
        var facts = story.facts
        facts.appointments[0].status = status
        return AnchorForce(terms: story.terms, enrollment: enrollment, facts: facts)
            .lapse(for: relation, at: story.instant(now))
    }

    @Test(
        "a booked or confirmed visit carries its messages, one that took place those after it",
        arguments: [EventType.appointmentBooked, .appointmentConfirmed, .appointmentMoved])
    func expected(event: EventType) {
        for relation in [VisitRelation.none, .before, .dayOf, .after] {
            let standing = Self.statuses.filter { Self.lapse(event, $0, relation) == nil }
            #expect(
                standing == (relation == .after ? [.booked, .confirmed, .arrived, .completed] : [.booked, .confirmed]))
        }
        #expect(Self.lapse(event, .enteredInError, .after) == .visitCancelled)
        #expect(Self.lapse(event, .noShow, .after) == .visitMissed)
        #expect(Self.lapse(event, .completed) == .visitCompleted)
    }

    @Test("only a reminder asks that its visit is to come")
    func inPast() {
        for event in [EventType.appointmentBooked, .appointmentConfirmed] {
            #expect(Self.lapse(event, .booked, type: .reminder, at: "2027-03-16T14:59") == nil)
            #expect(Self.lapse(event, .booked, type: .reminder, at: "2027-03-16T15:00") == .visitInPast)
            #expect(Self.lapse(event, .booked, .after, type: .reminder, at: "2027-03-16T15:00") == nil)
            #expect(Self.lapse(event, .booked, at: "2027-03-16T15:00") == nil)
        }
    }

    @Test("a move is told only while the visit starts as it told")
    func moved() {
        #expect(Self.lapse(.appointmentMoved, .booked, told: "2027-03-16T15:00") == nil)
        #expect(Self.lapse(.appointmentMoved, .booked, told: "2027-03-16T14:00") == .visitMoved)
    }

    @Test(
        "an ended visit must have stayed so",
        arguments: [
            (EventType.appointmentCancelled, AppointmentStatus.cancelled), (.appointmentNoShow, .noShow),
            (.appointmentCompleted, .completed),
        ])
    func ended(event: EventType, status: AppointmentStatus) {
        for other in Self.statuses {
            #expect(Self.lapse(event, other, .after) == (other == status ? nil : .anchorGone), "\(other)")
        }
    }

    @Test(
        "a treatment must be as its trigger found it",
        arguments: [
            (EventType.treatmentStarted, TreatmentStatus.active), (.treatmentMilestone, .active),
            (.treatmentCompleted, .completed),
        ])
    func treatment(event: EventType, status: TreatmentStatus) {
        for other in TreatmentStatus.allCases {
            let facts = SampleFacts(
                treatments: [SampleFacts.treatment(5, "Braces", other)], anchor: Anchor(treatment: ID(5))
            ).facts
            #expect(Self.lapse(event, about: facts) == (other == status ? nil : .anchorGone), "\(other)")
        }
        #expect(Self.lapse(event, about: SampleFacts(anchor: Anchor(treatment: ID(5))).facts) == .anchorGone)
    }

    @Test(
        "a payment is due while the invoice is open and not paid",
        arguments: [
            (InvoiceStatus.open, Int64(9_999), true), (.open, 10_000, false), (.open, 10_001, false), (.paid, 0, false),
            (.void, 0, false),
        ])
    func payment(status: InvoiceStatus, paid: Int64, stands: Bool) throws {
        let invoice = Invoice(
            id: ID(6), externalID: "I-6", patientID: ID(1), amountCents: 10_000, currency: "USD",
            dueOn: try #require(CivilDate("2027-03-20")), paidCents: paid, status: status)
        let facts = SampleFacts(invoices: [invoice], anchor: Anchor(invoice: ID(6))).facts
        #expect(Self.lapse(.paymentDue, about: facts) == (stands ? nil : .anchorGone))
        #expect(Self.lapse(.paymentReceived, about: facts) == nil)
    }

    @Test("a phase is told only while the treatment is active and still in that phase, as it began then")
    func phase() {
        let begun = SampleFacts.instant("2027-03-10T15:00Z")
        for (phase, key, stands) in [("Wire", "Wire", true), ("Elastics", "Wire", false), ("Wire", nil, true)] {
            for status in TreatmentStatus.allCases {
                let facts = SampleFacts(
                    treatments: [SampleFacts.treatment(5, "Braces", status, phase: phase)],
                    anchor: Anchor(treatment: ID(5))
                ).facts
                let anchorKey = key.map { Anchor(treatment: ID(5)).phaseKey($0, since: begun) }
                let lapse = Self.lapse(.treatmentPhaseChanged, about: facts, key: anchorKey, begun: begun)
                #expect(lapse == (status == .active && stands ? nil : .anchorGone), "\(status) \(phase)")
            }
        }
    }

    @Test(
        "a recall stands while none is booked to come",
        arguments: [
            (AppointmentStatus.booked, "2027-03-13T15:01Z", false), (.confirmed, "2027-03-13T15:01Z", false),
            (.booked, "2027-03-13T15:00Z", true), (.cancelled, "2027-03-20T15:00Z", true),
            (.proposed, "2027-03-20T15:00Z", true), (.completed, "2027-03-10T15:00Z", true),
        ])
    func recall(status: AppointmentStatus, start: String, stands: Bool) {
        let facts = SampleFacts(appointments: [SampleFacts.visit(at: start, status: status)]).facts
        #expect(Self.lapse(.recallDue, about: facts) == (stands ? nil : .anchorGone))
    }

    @Test("a retainer is re-ordered unless it was stopped")
    func retainer() {
        for status in TreatmentStatus.allCases {
            let facts = SampleFacts(
                treatments: [SampleFacts.treatment(5, "retainer", status)], anchor: Anchor(treatment: ID(5))
            ).facts
            #expect(Self.lapse(.retainerReorderDue, about: facts) == (status == .stopped ? .anchorGone : nil))
        }
        #expect(Self.lapse(.retainerReorderDue, about: SampleFacts().facts) == nil)
    }

    @Test(
        "a visit that is not there carries nothing",
        arguments: [
            EventType.appointmentBooked, .appointmentConfirmed, .appointmentMoved, .appointmentCancelled,
            .appointmentNoShow, .appointmentCompleted,
        ])
    func noVisit(event: EventType) {
        #expect(Self.lapse(event, about: SampleFacts(anchor: Anchor(appointment: ID(7))).facts) == .anchorGone)
    }

    @Test("every other trigger is always in force", arguments: [EventType.patientCreated, .birthday, .messageClicked])
    func always(event: EventType) {
        #expect(Self.lapse(event, about: SampleFacts().facts) == nil)
    }

    private static func lapse(
        _ event: EventType, about facts: Facts, key: String? = nil, begun: Instant = SampleFacts.now
    ) -> Reason? {
        var story = ReminderStory(type: .followUp)
        story.event = event
        var enrollment = story.enrollment
        enrollment.anchor = facts.anchor
        enrollment.anchorKey = key
        enrollment.startedAt = begun
        return AnchorForce(terms: story.terms, enrollment: enrollment, facts: facts)
            .lapse(for: .none, at: SampleFacts.now)
    }
}
