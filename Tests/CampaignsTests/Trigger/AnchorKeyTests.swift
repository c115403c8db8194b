import Campaigns
import CivilTime
import Testing

/// rules.md 1.1.
@Suite struct AnchorKeyTests {
    @Test(
        "an event's key is what the rules say it is about",
        arguments: [
            ("APPOINTMENT_BOOKED", Anchor(appointment: ID(7)), nil, "appointment:7"),
            ("APPOINTMENT_CANCELLED", Anchor(appointment: ID(7)), #"{"scheduleVersion":3}"#, "appointment:7"),
            ("APPOINTMENT_MOVED", Anchor(appointment: ID(7)), #"{"scheduleVersion":3}"#, "appointment:7:3"),
            ("TREATMENT_STARTED", Anchor(treatment: ID(5)), nil, "treatment:5"),
            ("TREATMENT_MILESTONE", Anchor(treatment: ID(5)), #"{"milestone":"halfway"}"#, "treatment:5:halfway"),
            (
                "TREATMENT_PHASE_CHANGED", Anchor(treatment: ID(5)), #"{"phase":"tray 2"}"#,
                "treatment:5:tray 2:1804950000000000"
            ),
            ("PAYMENT_DUE", Anchor(invoice: ID(4)), nil, "invoice:4"),
            ("PAYMENT_RECEIVED", Anchor(invoice: ID(4)), #"{"paidCents":1200}"#, "invoice:4:1200"),
            ("BIRTHDAY", Anchor(), nil, "BIRTHDAY:2027-03-17"),
            ("RECALL_DUE", Anchor(), nil, "RECALL_DUE:2027-03-17"),
            ("RETAINER_REORDER_DUE", Anchor(treatment: ID(5)), nil, "RETAINER_REORDER_DUE:2027-03-17"),
            ("MESSAGE_CLICKED", Anchor(), #"{"send":"12"}"#, "send:12"),
            ("SURVEY_ANSWERED", Anchor(), #"{"response":9}"#, "response:9"),
            ("SURVEY_ANSWERED", Anchor(), nil, "response:intake:E-1"),
            ("LOST_RETAINER", Anchor(), nil, "none"),
            ("LOST_RETAINER", Anchor(treatment: ID(5)), nil, "treatment:5"),
        ])
    func keys(type: String, anchor: Anchor, data: String?, key: String) throws {
        let event = try Self.event(type, anchor, data, day: CivilDate("2027-03-17"))
        #expect(event.anchorKey(SampleFacts().facts) == key)
    }

    @Test("a neighbour's own daily event is of the clinic's date on which it happened")
    func neighbours() throws {
        let event = try Self.event("RETAINER_REORDER_DUE", Anchor(), nil, day: nil)
        #expect(event.anchorKey(SampleFacts().facts) == "RETAINER_REORDER_DUE:2027-03-13")
    }

    @Test("a detail that is too long for a key is left out")
    func tooLong() throws {
        func key(_ length: Int) throws -> String {
            let data = #"{"response":"\#(String(repeating: "x", count: length))"}"#
            return try Self.event("SURVEY_ANSWERED", Anchor(), data, day: nil).anchorKey(SampleFacts().facts)
        }
        #expect(try key(300) == "response:" + String(repeating: "x", count: 300))
        #expect(try key(301) == "response:intake:E-1")
    }

    @Test(
        "a detail that was not told is what the record says, and one that was told comes before it",
        arguments: [
            ("APPOINTMENT_MOVED", nil, "appointment:1:5"),
            ("APPOINTMENT_MOVED", #"{"scheduleVersion":3}"#, "appointment:1:3"),
            ("PAYMENT_RECEIVED", nil, "invoice:1:700"), ("PAYMENT_RECEIVED", #"{"paidCents":1200}"#, "invoice:1:1200"),
        ])
    func fromRecord(type: String, data: String?, key: String) throws {
        var visit = SampleFacts.visit()
        visit.scheduleVersion = 5
        let invoice = Invoice(
            id: ID(1), externalID: "I-1", patientID: ID(1), amountCents: 2000, currency: "USD",
            dueOn: CivilDate("2027-03-17")!, paidCents: 700, status: .open)
        let anchor = type.hasPrefix("APP") ? Anchor(appointment: ID(1)) : Anchor(invoice: ID(1))
        let event = try Self.event(type, anchor, data, day: nil)
        #expect(
            event.anchorKey(SampleFacts(appointments: [visit], invoices: [invoice], anchor: anchor).facts) == key)
    }

    private static func event(_ type: String, _ anchor: Anchor, _ data: String?, day: CivilDate?) throws -> Event {
        // Late on 13 March in Chicago.
        let at = Instant("2027-03-14T03:00Z")!
        return Event(
            id: ID(1), clinicID: ID(1), type: try #require(EventType(rawValue: type)), patientID: ID(1), anchor: anchor,
            occurredAt: type.hasSuffix("CHANGED") ? Instant("2027-03-13T15:00Z")! : at, receivedAt: at, isBulk: false,
            hasOwnTime: true, day: day, sourceKey: "intake:E-1", data: try data.map { try JSON.parse(Array($0.utf8)) })
    }
}
