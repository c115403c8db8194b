import Testing

@testable import Campaigns

@Suite struct SegmentTests {
    private static func rule(_ json: String) throws -> Rule { try Rule(json: JSON.parse(Array(json.utf8))) }

    private static let young = #"{"field":"patient.age","op":"<","value":12}"#

    private static func segments(_ rules: [Int64: String]) throws -> Segments {
        Segments(
            try rules.map { Segment(id: ID($0.key), name: "S\($0.key)", rule: try rule($0.value), version: 1) })
    }

    @Test("a rule with its segments in place asks what they ask")
    func resolved() throws {
        let segments = try Self.segments([1: Self.young, 2: #"{"not":{"segment":"1"}}"#])
        let rule = try Self.rule(#"{"all":[{"segment":"2"},{"field":"patient.tag","op":"exists"}]}"#)
        let expected = #"{"all":[{"not":\#(Self.young)},{"field":"patient.tag","op":"exists"}]}"#
        #expect(rule.resolved(by: segments).json.text == expected)
        #expect(rule.segments == [ID(2)])
        #expect(rule.sentence(naming: segments) == "in the segment “S2” and tag is known")
    }

    @Test("one that is not there stays, and is unknown for everybody")
    func missing() throws {
        let rule = try Self.rule(#"{"segment":"9"}"#)
        #expect(rule.resolved(by: .none) == rule)
        #expect(rule.matches(SampleFacts().facts, at: SampleFacts.now) == nil)
        #expect(Rule.not(rule).matches(SampleFacts().facts, at: SampleFacts.now) == nil)
        #expect(Segments.none.problem(with: rule)?.message == "There is no segment 9.")
        #expect(!rule.isFixed)
    }

    @Test("a circle is refused, also by way of others")
    func circle() throws {
        let segments = try Self.segments([1: #"{"segment":"2"}"#, 2: #"{"any":[{"segment":"3"}]}"#, 3: Self.young])
        #expect(try segments.problem(with: Self.rule(#"{"not":{"segment":"3"}}"#), of: ID(3)) != nil)
        #expect(try segments.problem(with: Self.rule(#"{"segment":"1"}"#), of: ID(3)) != nil)
        #expect(try segments.problem(with: Self.rule(#"{"segment":"1"}"#)) == nil)
        #expect(try segments.problem(with: Self.rule(#"{"segment":"3"}"#), of: ID(1)) == nil)
    }

    @Test("segments that would multiply beyond measure are refused, and quickly")
    func tooMany() throws {
        var rules: [Int64: String] = [1: #"{"all":[]}"#]
        for number in 2...9 as ClosedRange<Int64> {
            let part = "{\"segment\":\"\(number - 1)\"}"
            rules[number] = "{\"all\":[\(Array(repeating: part, count: 150).joined(separator: ","))]}"
        }
        let segments = try Self.segments(rules)
        #expect(segments.problem(with: .segment(ID(9))) != nil)
        #expect(segments.problem(with: .segment(ID(2))) == nil)
    }

    @Test(
        "a segment is named by its id, as a text",
        arguments: [#"{"segment":7}"#, #"{"segment":"x"}"#, #"{"segment":"0"}"#, #"{"segment":null}"#])
    func refused(text: String) throws {
        #expect(throws: RuleRefusal.self) { try Self.rule(text) }
    }

    @Test("a rule is written as it was read")
    func roundTrip() throws {
        #expect(try Self.rule(#"{"not":{"segment":"12"}}"#).json.text == #"{"not":{"segment":"12"}}"#)
    }
}
