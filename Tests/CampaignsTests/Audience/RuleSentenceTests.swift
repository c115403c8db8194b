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
                #"{"field":"patient.registeredAt","op":"within","value":{"days":-1}}"#,
                "registration is within the last 1 day"
            ),
        ])
    func sentence(text: String, expected: String) throws {
        #expect(try Rule(json: JSON.parse(Array(text.utf8))).sentence == expected)
    }
}
