import CivilTime
import Testing

@testable import Campaigns

@Suite struct RuleMatchTests {
    private func rule(_ json: String) throws -> Rule { try Rule(json: JSON.parse(Array(json.utf8))) }

    private func answer(_ json: String, _ sample: SampleFacts = SampleFacts()) throws -> Bool? {
        try rule(json).matches(sample.facts, at: SampleFacts.now)
    }

    @Test(
        "a comparison answers yes, no or unknown",
        arguments: [
            (#"{"all":[]}"#, true as Bool?), (#"{"any":[]}"#, false),
            (#"{"field":"patient.age","op":"<","value":14}"#, false),
            (#"{"field":"patient.age","op":"<=","value":14}"#, true),
            (#"{"field":"patient.age","op":"!=","value":14}"#, false),
            (#"{"field":"patient.sex","op":"in","value":["F","X"]}"#, true),
            (#"{"field":"patient.tag","op":"contains","value":"vip"}"#, true),
            (#"{"field":"patient.tag","op":"contains","value":"vi"}"#, false),
            (#"{"field":"patient.tag","op":"missing"}"#, false),
            (#"{"field":"patient.intakeForm","op":"=","value":"sent"}"#, nil),
            (#"{"field":"patient.intakeForm","op":"missing"}"#, true),
            (#"{"field":"appointment.type","op":"=","value":"Adjustment"}"#, nil),
            (#"{"field":"patient.visitType","op":"=","value":"Adjustment"}"#, false),
            (#"{"not":{"field":"appointment.type","op":"=","value":"Adjustment"}}"#, nil),
            (#"{"not":{"field":"treatment.type","op":"=","value":"braces"}}"#, true),
            (#"{"field":"patient.registeredAt","op":"within","value":{"days":-12}}"#, true),
            (#"{"field":"patient.registeredAt","op":"within","value":{"days":-11}}"#, false),
            (#"{"field":"patient.registeredAt","op":"before","value":"2027-03-01"}"#, false),
            (#"{"field":"patient.lastVisit","op":"before","value":{"months":-6}}"#, nil),
        ])
    func comparison(json: String, expected: Bool?) throws {
        #expect(try answer(json) == expected)
    }

    @Test("an unknown part does not hide a certain answer")
    func threeValued() throws {
        let unknown = #"{"field":"appointment.type","op":"exists"}"#
        #expect(try answer(unknown) == false)
        let asked = #"{"field":"patient.intakeForm","op":"=","value":"sent"}"#
        let no = #"{"field":"patient.age","op":">","value":17}"#
        #expect(try answer(#"{"all":[\#(asked),\#(no)]}"#) == false)
        #expect(try answer(#"{"any":[\#(asked),{"not":\#(no)}]}"#) == true)
        #expect(try answer(#"{"any":[\#(asked),\#(no)]}"#) == nil)
    }

    @Test("the visit that is asked for is the enrollment's")
    func visitOfEnrollment() throws {
        var sample = SampleFacts()
        sample.appointments = [
            SampleFacts.visit(1, type: "Bonding"),
            SampleFacts.visit(2, confirmedAt: SampleFacts.now),
            SampleFacts.visit(3, type: "Recall", status: .cancelled),
        ]
        sample.anchor.appointment = ID(2)
        #expect(try answer(#"{"field":"appointment.type","op":"=","value":"adjustment"}"#, sample) == true)
        #expect(try answer(#"{"field":"appointment.confirmed","op":"=","value":true}"#, sample) == true)
        #expect(try answer(#"{"field":"patient.visitType","op":"in","value":["Bonding","Recall"]}"#, sample) == true)
        #expect(try answer(#"{"field":"patient.visitType","op":"contains","value":"Recall"}"#, sample) == false)
        #expect(try answer(#"{"field":"patient.nextVisit","op":"within","value":{"days":3}}"#, sample) == true)
    }

    @Test("tests of a treatment that stand side by side mean one treatment")
    func oneTreatment() throws {
        var sample = SampleFacts()
        sample.treatments = [
            SampleFacts.treatment(1, "braces", .completed), SampleFacts.treatment(2, "retainer", .active),
        ]
        let braces = #"{"field":"treatment.type","op":"=","value":"braces"}"#
        let active = #"{"field":"treatment.status","op":"=","value":"active"}"#
        #expect(try answer(braces, sample) == true)
        #expect(try answer(#"{"all":[\#(braces),\#(active)]}"#, sample) == false)
        #expect(try answer(#"{"all":[{"any":[\#(braces)]},\#(active)]}"#, sample) == true)
        sample.anchor.treatment = ID(2)
        #expect(try answer(braces, sample) == false)
    }

    @Test("consent is that of the people who would receive")
    func consent() throws {
        let asked = #"{"field":"consent.marketing.email","op":"=","value":true}"#
        var sample = SampleFacts()
        #expect(try answer(asked, sample) == nil)
        let answerOfChild = Consents.Key(contact: ID(1), subject: .marketing, channel: .email)
        sample.consents.record(.init(granted: true, at: SampleFacts.now, source: .person), for: answerOfChild)
        #expect(try answer(asked, sample) == nil)
        let answerOfMother = Consents.Key(contact: ID(2), subject: .marketing, channel: .email)
        sample.consents.record(.init(granted: false, at: SampleFacts.now, source: .person), for: answerOfMother)
        #expect(try answer(asked, sample) == false)
        sample.age = 18
        #expect(try answer(asked, sample) == true)
    }

    @Test("only a rule on the appointment's type is fixed")
    func fixed() throws {
        #expect(try rule(#"{"any":[{"field":"appointment.type","op":"=","value":"Bonding"}]}"#).isFixed)
        #expect(try !rule(#"{"field":"appointment.confirmed","op":"=","value":true}"#).isFixed)
    }
}
