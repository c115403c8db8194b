import Testing

@testable import Campaigns

@Suite struct RuleSentenceTests {
    @Test(
        "a rule reads as a sentence",
        arguments: [
            (#"{"all":[]}"#, "everybody"),
            (
                #"""
                {"all":[{"field":"patient.age","op":"<","value":18},
                {"field":"treatment.type","op":"=","value":"braces"}]}
                """#,
                "age is under 18 and treatment is braces"
            ),
            (
                #"""
                {"any":[{"all":[{"field":"patient.sex","op":"=","value":"F"},{"field":"patient.tag","op":"missing"}]},
                {"field":"patient.status","op":"in","value":["active","inactive"]}]}
                """#,
                "(sex is female and tag is not known) or patient status is one of active, inactive"
            ),
            (
                #"{"not":{"field":"consent.marketing.email","op":"=","value":true}}"#,
                "not (consent to marketing by e-mail is yes)"
            ),
            (
                #"{"field":"patient.lastVisit","op":"before","value":{"months":-6}}"#,
                "last completed visit is more than 6 months ago"
            ),
            (
                #"{"field":"patient.lastVisit","op":"after","value":{"months":-13}}"#,
                "last completed visit is less than 13 months ago"
            ),
            (
                #"{"field":"patient.nextVisit","op":"after","value":{"months":-1}}"#,
                "next visit is after 1 month ago"
            ),
            (#"{"field":"patient.status","op":"=","value":"active"}"#, "the patient is active"),
            (#"{"field":"patient.status","op":"!=","value":"inactive"}"#, "the patient is not inactive"),
            (#"{"field":"contact.hasEmail","op":"=","value":true}"#, "an e-mail address is known"),
            (#"{"field":"contact.hasPhone","op":"=","value":false}"#, "no phone number is known"),
            (#"{"field":"appointment.confirmed","op":"=","value":false}"#, "the appointment is not confirmed"),
            (#"{"field":"patient.upcomingVisits","op":"=","value":0}"#, "no visit is booked"),
            (#"{"field":"patient.missedVisits","op":">","value":0}"#, "a visit was missed"),
            (#"{"field":"invoice.overdue","op":">=","value":1}"#, "an invoice is overdue"),
            (
                #"{"field":"patient.missedVisits","op":">","value":1}"#,
                "number of missed visits is over 1"
            ),
            (
                #"{"field":"patient.registeredAt","op":"within","value":{"days":-1}}"#,
                "registration is within the last 1 day"
            ),
        ])
    func sentence(text: String, expected: String) throws {
        #expect(try Rule(json: JSON.parse(Array(text.utf8))).sentence == expected)
    }

    @Test(
        "whom a rule takes in is said at a glance, however long it is",
        arguments: [
            (#"{"all":[]}"#, "all patients"),
            (#"{"field":"patient.status","op":"=","value":"active"}"#, "active patients"),
            (
                #"""
                {"all":[{"field":"patient.age","op":"<","value":18},
                {"field":"patient.status","op":"=","value":"active"}]}
                """#,
                "active patients for whom age is under 18"
            ),
            (
                #"""
                {"any":[{"field":"patient.age","op":"<","value":18},
                {"field":"patient.status","op":"=","value":"active"}]}
                """#,
                "patients for whom age is under 18 or the patient is active"
            ),
        ])
    func people(text: String, expected: String) throws {
        #expect(try Rule(json: JSON.parse(Array(text.utf8))).people(naming: .none) == expected)
    }

    @Test("a rule of hundreds says its first parts, and how many more there are")
    func long() {
        let parts = (1...200).map { Rule.test(FieldTest(field: .age, op: .equal, value: .number($0))) }
        #expect(Rule.any(parts).sentence(naming: .none, most: 2) == "age is 1 or age is 2 or 198 more")
        #expect(Rule.any(parts).people(naming: .none).hasSuffix("age is 8 or 192 more"))
        #expect(Rule.any(parts).sentence.hasSuffix("or age is 200"))
    }
}
