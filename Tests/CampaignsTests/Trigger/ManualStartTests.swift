import CivilTime
import Testing

@testable import Campaigns

/// What a start by hand is about (rules.md 1.1, 1.6).
@Suite struct ManualStartTests {
    private static func start(_ event: EventType, rule: Rule? = nil, _ facts: Facts) -> ManualStart {
        var terms = ReminderStory(type: .followUp).terms
        terms.trigger = .event(event, rule: rule)
        return ManualStart(by: terms, facts: facts, at: SampleFacts.now)
    }

    private static func anchor(_ event: EventType, rule: Rule? = nil, _ sample: SampleFacts) -> Anchor? {
        if case .enroll(let anchor, _) = start(event, rule: rule, sample.facts) { anchor } else { nil }
    }

    /// Visits of every status before and after now, which is 13 March at 15:00Z; earliest first.
    private static let visits: [Appointment] = [
        SampleFacts.visit(1, at: "2027-03-01T15:00Z", status: .completed),
        SampleFacts.visit(2, at: "2027-03-02T15:00Z", status: .noShow),
        SampleFacts.visit(3, at: "2027-03-03T15:00Z", status: .cancelled),
        SampleFacts.visit(4, at: "2027-03-04T15:00Z", status: .completed),
        SampleFacts.visit(5, at: "2027-03-05T15:00Z", status: .noShow),
        SampleFacts.visit(6, at: "2027-03-13T15:00Z", status: .booked),
        SampleFacts.visit(7, at: "2027-03-13T15:01Z", status: .proposed),
        SampleFacts.visit(8, at: "2027-03-20T15:00Z", status: .booked),
        SampleFacts.visit(9, at: "2027-03-21T15:00Z", status: .confirmed),
        SampleFacts.visit(10, at: "2027-03-22T15:00Z", status: .booked, confirmedAt: SampleFacts.now),
        SampleFacts.visit(11, at: "2027-03-23T15:00Z", status: .cancelled),
    ]

    @Test(
        "of the patient's visits it is about the next one that fits the trigger, or the last",
        arguments: [
            (EventType.appointmentBooked, Int64(8)), (.appointmentMoved, 8), (.appointmentConfirmed, 9),
            (.appointmentCompleted, 4), (.appointmentNoShow, 5), (.appointmentCancelled, 11),
        ])
    func visits(event: EventType, visit: Int64) {
        #expect(Self.anchor(event, SampleFacts(appointments: Self.visits)) == Anchor(appointment: ID(visit)))
        #expect(Self.start(event, SampleFacts().facts) == .no(.nothingToBeAbout))
    }

    @Test("a visit that patients confirmed themselves is confirmed too")
    func confirmedByPatient() {
        let sample = SampleFacts(appointments: Self.visits.filter { $0.id != ID(9) })
        #expect(Self.anchor(.appointmentConfirmed, sample) == Anchor(appointment: ID(10)))
    }

    @Test("the trigger's rule chooses among them")
    func rule() {
        var visits = Self.visits
        visits[8].type = "Debond"
        let debond = Rule.test(FieldTest(field: .appointmentType, op: .equal, value: .text("Debond")))
        let sample = SampleFacts(appointments: visits)
        #expect(Self.anchor(.appointmentBooked, rule: debond, sample) == Anchor(appointment: ID(9)))
        #expect(Self.start(.appointmentNoShow, rule: debond, sample.facts) == .no(.nothingToBeAbout))
    }

    @Test(
        "of the treatments it is about the last that is under way, or was completed",
        arguments: [(EventType.treatmentStarted, Int64(2)), (.treatmentMilestone, 2), (.treatmentCompleted, 4)])
    func treatments(event: EventType, treatment: Int64) {
        let treatments = [
            SampleFacts.treatment(1, "Braces", .active), SampleFacts.treatment(2, "Braces", .active),
            SampleFacts.treatment(3, "Braces", .completed), SampleFacts.treatment(4, "Braces", .completed),
            SampleFacts.treatment(5, "Braces", .stopped),
        ]
        #expect(Self.anchor(event, SampleFacts(treatments: treatments)) == Anchor(treatment: ID(treatment)))
        #expect(Self.start(event, SampleFacts(treatments: [treatments[4]]).facts) == .no(.nothingToBeAbout))
    }

    @Test("of the invoices it is about the open one that is due first, or the last of which something was paid")
    func invoices() throws {
        func invoice(_ id: Int64, _ due: String, paid: Int64, _ status: InvoiceStatus = .open) throws -> Invoice {
            Invoice(
                id: ID(id), externalID: "I-\(id)", patientID: ID(1), amountCents: 100, currency: "USD",
                dueOn: try #require(CivilDate(due)), paidCents: paid, status: status)
        }
        let invoices = try [
            invoice(1, "2027-03-20", paid: 0), invoice(2, "2027-03-10", paid: 100), invoice(3, "2027-03-15", paid: 99),
            invoice(4, "2027-03-11", paid: 0, .void), invoice(5, "2027-03-01", paid: 1, .paid),
        ]
        #expect(Self.anchor(.paymentDue, SampleFacts(invoices: invoices)) == Anchor(invoice: ID(3)))
        #expect(Self.anchor(.paymentReceived, SampleFacts(invoices: invoices)) == Anchor(invoice: ID(3)))
        let paid = [invoices[1], invoices[3]]
        #expect(Self.start(.paymentDue, SampleFacts(invoices: paid).facts) == .no(.nothingToBeAbout))
        #expect(Self.start(.paymentReceived, SampleFacts(invoices: [invoices[0]]).facts) == .no(.nothingToBeAbout))
    }

    @Test("it is refused outside of the audience and among the excluded; a campaign at a time is about nothing")
    func refused() throws {
        let vip = Rule.test(FieldTest(field: .tag, op: .equal, value: .text("VIP")))
        var terms = ReminderStory(type: .followUp).terms
        terms.trigger = .scheduled(try #require(CivilDateTime("2027-03-20T10:00")))
        func start() -> ManualStart { ManualStart(by: terms, facts: SampleFacts().facts, at: SampleFacts.now) }
        #expect(start() == .enroll(Anchor(), key: "none"))
        terms.audience = .not(vip)
        #expect(start() == .no(.notInAudience))
        terms.audience = vip
        terms.exclusions = vip
        #expect(start() == .no(.excluded))
        #expect(
            Self.start(.appointmentBooked, SampleFacts(appointments: Self.visits).facts)
                == .enroll(Anchor(appointment: ID(8)), key: "appointment:8"))
    }
}
