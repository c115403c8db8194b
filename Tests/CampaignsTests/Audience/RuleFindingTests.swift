import CivilTime
import Testing

@testable import Campaigns

@Suite("Why a rule answers as it does")
struct RuleFindingTests {
    private static let times = Times(zone: SampleFacts.zone(), now: SampleFacts.now)

    private static func rule(_ json: String) throws -> Rule { try Rule(json: JSON.parse(Array(json.utf8))) }

    @Test(
        "the tests that decide are named with what they met",
        arguments: [
            (#"{"field":"patient.age","op":"<","value":12}"#, "age is under 12 (it is 14)"),
            (#"{"field":"patient.age","op":"<","value":18}"#, "age is under 18 (it is 14)"),
            (
                #"{"all":[{"field":"patient.age","op":"<","value":18},{"field":"patient.tag","op":"contains","value":"new"}]}"#,
                "tag includes new (it is VIP)"
            ),
            (
                #"{"all":[{"field":"patient.age","op":"<","value":12},{"field":"patient.intakeForm","op":"=","value":"sent"}]}"#,
                "age is under 12 (it is 14)"
            ),
            (
                #"{"all":[{"field":"patient.age","op":"<","value":18},{"field":"patient.intakeForm","op":"=","value":"sent"}]}"#,
                "intake form is sent, not filled in (not known)"
            ),
            (
                #"{"any":[{"field":"patient.age","op":"<","value":12},{"field":"treatment.type","op":"=","value":"braces"}]}"#,
                "age is under 12 (it is 14) and treatment is braces (there is none)"
            ),
            (
                #"{"any":[{"field":"patient.age","op":"<","value":18},{"field":"treatment.type","op":"=","value":"braces"}]}"#,
                "age is under 18 (it is 14)"
            ),
            (#"{"not":{"field":"patient.sex","op":"=","value":"F"}}"#, "sex is female (it is female)"),
            (
                #"{"field":"patient.nextVisit","op":"within","value":{"days":2}}"#,
                "next visit is within the next 2 days (it is Tue 16 Mar)"
            ),
        ])
    func decisive(json: String, sentence: String) throws {
        let facts = SampleFacts(appointments: [SampleFacts.visit()]).facts
        let finding = RuleFinding(of: try Self.rule(json), for: facts, at: SampleFacts.now)
        #expect(finding.sentence(Self.times) == sentence)
        #expect(finding.isMet == (try Self.rule(json)).matches(facts, at: SampleFacts.now))
    }

    @Test("where no treatment passes all tests, though each some, all are named")
    func joint() throws {
        let rule = try Self.rule(
            #"{"all":[{"field":"treatment.type","op":"=","value":"braces"},{"field":"treatment.status","op":"=","value":"active"}]}"#
        )
        let facts = SampleFacts(treatments: [
            SampleFacts.treatment(1, "braces", .completed), SampleFacts.treatment(2, "retainer", .active),
        ]).facts
        let finding = RuleFinding(of: rule, for: facts, at: SampleFacts.now)
        #expect(finding.isMet == false)
        #expect(finding.tests.map(\.test.field) == [.treatmentType, .treatmentStatus])
    }

    @Test("a rule that asks nothing names nothing")
    func everybody() {
        let finding = RuleFinding(of: .everybody, for: SampleFacts().facts, at: SampleFacts.now)
        #expect(finding.isMet == true)
        #expect(finding.sentence(Self.times) == nil)
    }
}
