import CivilTime
import Testing

@testable import Campaigns

/// What the facts say to a rule's question, and what they do not know.
@Suite struct FieldAnswerTests {
    private static func answer(_ field: Field, _ facts: Facts) -> FieldAnswer? {
        field.answer(facts, at: SampleFacts.now)
    }

    @Test("an intake form that was sent or filled in is told, and none is unknown")
    func intakeForm() {
        #expect(Self.answer(.intakeForm, SampleFacts(intakeForm: .complete).facts) == .texts(["complete"]))
        #expect(Self.answer(.intakeForm, SampleFacts().facts) == nil)
    }

    @Test("the last visit is the latest completed one, and the last one missed the latest that was")
    func lastVisits() throws {
        let facts = SampleFacts(appointments: [
            SampleFacts.visit(1, type: "Bonding", at: "2027-01-05T16:00Z", status: .completed),
            SampleFacts.visit(2, type: "Adjustment", at: "2027-02-02T16:00Z", status: .completed),
            SampleFacts.visit(3, at: "2027-02-16T16:00Z", status: .noShow),
            SampleFacts.visit(4, at: "2027-03-16T16:00Z"),
        ]).facts
        #expect(Self.answer(.lastVisit, facts) == .date(try #require(CivilDate("2027-02-02"))))
        #expect(Self.answer(.lastVisitType, facts) == .texts(["Adjustment"]))
        #expect(Self.answer(.lastMissedVisit, facts) == .date(try #require(CivilDate("2027-02-16"))))
        #expect(Self.answer(.lastVisit, SampleFacts().facts) == nil)
    }

    @Test("a place that was not said is none, and one that was is told")
    func location() {
        func answer(_ field: Field, provider: String, location: String) -> FieldAnswer? {
            let visit = Appointment(
                id: ID(1), externalID: "A-1", patientID: ID(1), type: "Adjustment", startsAt: SampleFacts.now,
                endsAt: nil, provider: provider, location: location, status: .booked, bookedAt: nil, confirmedAt: nil)
            return Self.answer(
                field, SampleFacts(appointments: [visit], anchor: Anchor(appointment: ID(1))).facts)
        }
        #expect(answer(.appointmentLocation, provider: "", location: "") == .texts([]))
        #expect(answer(.appointmentProvider, provider: "", location: "") == .texts([]))
        #expect(answer(.appointmentLocation, provider: "", location: "North") == .texts(["North"]))
        #expect(answer(.appointmentProvider, provider: "Dr. Okafor", location: "") == .texts(["Dr. Okafor"]))
    }

    @Test(
        "a visit is confirmed by its status or by a time at which it was",
        arguments: [
            (AppointmentStatus.booked, false, false), (.confirmed, false, true), (.booked, true, true),
            (.confirmed, true, true),
        ])
    func confirmed(status: AppointmentStatus, hasTime: Bool, isConfirmed: Bool) {
        let visit = SampleFacts.visit(status: status, confirmedAt: hasTime ? SampleFacts.now : nil)
        let facts = SampleFacts(appointments: [visit], anchor: Anchor(appointment: ID(1))).facts
        #expect(Self.answer(.appointmentConfirmed, facts) == .yesNo(isConfirmed))
    }

    @Test(
        "consent is a yes when one who receives said yes, a no when one said no and none yes, and else unknown",
        arguments: [
            ([false, true], true), ([true, false], true), ([false, nil], false), ([nil, false], false),
            ([nil, nil], nil),
        ] as [([Bool?], Bool?)])
    func consent(said: [Bool?], answer: Bool?) {
        var facts = SampleFacts().facts
        let father = Contact(
            id: ID(3), externalID: "F-1", firstName: "Jonas", lastName: "Lindqvist", language: nil, zone: nil,
            email: nil, phone: ContactPoint(id: ID(32), kind: .phone, address: "+13125550143"))
        facts.circle.members.append(
            Circle.Member(contact: father, relation: .parent, receivesCare: true, receivesMarketing: true))
        for (granted, contact) in zip(said, [SampleFacts.mother, father]) {
            guard let granted else { continue }
            facts.consents.record(
                Consents.Answer(granted: granted, at: SampleFacts.now, source: .person),
                for: Consents.Key(contact: contact.id, subject: .marketing, channel: .sms))
        }
        #expect(Self.answer(.consent(.marketing, .sms), facts) == answer.map(FieldAnswer.yesNo))
        facts.circle.members[1].receivesMarketing = false
        #expect(Self.answer(.consent(.marketing, .sms), facts) == said[0].map(FieldAnswer.yesNo))
    }
}
