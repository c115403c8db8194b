import Testing

@testable import Campaigns

@Suite struct RuleJSONTests {
    private func refusal(_ json: JSON) -> [RuleProblem] {
        do {
            _ = try Rule(json: json)
            return []
        } catch {
            return error.problems
        }
    }

    @Test(
        "a rule is written as it was read",
        arguments: [
            #"{"all":[]}"#,
            #"{"any":[{"field":"patient.age","op":"<","value":18},{"not":{"field":"patient.tag","op":"exists"}}]}"#,
            #"{"all":[{"field":"patient.sex","op":"in","value":["F","X"]}]}"#,
            #"{"field":"consent.care.sms","op":"=","value":false}"#,
            #"{"field":"patient.lastVisit","op":"before","value":{"months":-6}}"#,
            #"{"field":"patient.nextVisit","op":"within","value":{"days":30}}"#,
        ])
    func roundTrip(text: String) throws {
        #expect(try Rule(json: JSON.parse(Array(text.utf8))).json.text == text)
    }

    @Test(
        "what makes no sense is refused at its place",
        arguments: [
            (#"[]"#, ""), (#"{}"#, ""), (#"{"all":[],"any":[]}"#, ""), (#"{"all":{}}"#, "all"),
            (
                #"{"all":[{"field":"patient.age","op":"<","value":18},{"field":"patient.name","op":"="}]}"#,
                "all[1].field"
            ),
            (#"{"not":{"field":"patient.age","op":"~","value":1}}"#, "not.op"),
            (#"{"field":"patient.age","op":"contains","value":1}"#, "op"),
            (#"{"field":"patient.age","op":"<"}"#, "value"),
            (#"{"field":"patient.age","op":"<","value":"18"}"#, "value"),
            (#"{"field":"patient.age","op":"<","value":131}"#, "value"),
            (#"{"field":"patient.age","op":"<","value":1.5}"#, "value"),
            (#"{"field":"patient.age","op":"exists","value":1}"#, "value"),
            (#"{"field":"patient.age","op":"<","value":18,"valeu":1}"#, "valeu"),
            (#"{"field":"patient.sex","op":"=","value":"female"}"#, "value"),
            (#"{"field":"patient.sex","op":"in","value":[]}"#, "value"),
            (#"{"any":[{"field":"patient.tag","op":"in","value":["a",1]}]}"#, "any[0].value"),
            (#"{"field":"patient.tag","op":"contains","value":""}"#, "value"),
            (#"{"field":"patient.lastVisit","op":"before","value":"2027-02-30"}"#, "value"),
            (#"{"field":"patient.lastVisit","op":"before","value":{"days":-9223372036854775808}}"#, "value"),
        ])
    func refused(text: String, path: String) throws {
        let problems = refusal(try JSON.parse(Array(text.utf8)))
        #expect(problems.map(\.path) == [path])
    }

    @Test("every problem is told, not the first only")
    func all() throws {
        let text =
            #"{"all":[{"field":"patient.age","op":"<","value":"x"},{"field":"patient.sex","op":"<","value":"F"}]}"#
        #expect(refusal(try JSON.parse(Array(text.utf8))).map(\.path) == ["all[0].value", "all[1].op"])
    }

    @Test("two hundred comparisons are taken, one more is not")
    func size() {
        let test: JSON = ["field": "patient.tag", "op": "contains", "value": "a"]
        #expect(refusal(["any": .array(Array(repeating: test, count: 200))]).isEmpty)
        #expect(refusal(["any": .array(Array(repeating: test, count: 201))]).count == 1)
        #expect(refusal(["any": .array(Array(repeating: test, count: 5000))]).count == 1)
    }

    @Test("eight levels are taken, nine are not")
    func depth() {
        var json: JSON = ["field": "patient.tag", "op": "exists"]
        for _ in 1..<8 { json = ["not": json] }
        #expect(refusal(json).isEmpty)
        #expect(refusal(["not": json]).count == 1)
    }

    @Test("every field of the catalogue has its key, and the key names it", arguments: Field.allCases)
    func keys(field: Field) {
        #expect(Field(key: field.key) == field)
        #expect(!field.phrase.isEmpty && !field.operators.isEmpty)
    }
}
