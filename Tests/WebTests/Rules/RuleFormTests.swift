import Campaigns
import Storage
import Testing

@testable import Web

@Suite("A rule as a form")
struct RuleFormTests {
    private static func test(_ field: Field, _ op: FieldTest.Operator, _ value: RuleValue? = nil) -> Rule {
        .test(FieldTest(field: field, op: op, value: value))
    }

    private static let minor = test(.age, .less, .number(18))
    private static let vip = test(.tag, .contains, .text("VIP"))
    private static let braces = test(.treatmentType, .equal, .text("braces"))

    private static func nest(_ rule: Rule, _ depth: Int) -> Rule {
        (0..<depth).reduce(rule) { rule, level in level.isMultiple(of: 2) ? .any([rule, vip]) : .all([rule, minor]) }
    }

    /// Everything that the API can store, and how it stands.
    static let stored: [Rule] = [
        .everybody, .any([]), .not(.everybody), .not(.any([])), minor, .not(minor), .not(.not(minor)), .all([minor]),
        .any([minor]), .not(.all([minor])), .not(.any([minor])), .all([minor, vip]), .any([minor, vip]),
        .not(.all([minor, vip])), .not(.any([minor, vip])), .all([.everybody, minor]), .any([.any([]), minor]),
        .all([.any([minor, vip]), .not(.all([braces, vip])), .not(braces)]),
        .any([.all([minor, .any([vip, .all([braces, minor])])]), .not(.any([vip]))]),
        .all([.all([minor]), .all([.all([vip])])]), .segment(ID(7)), .not(.segment(ID(7))),
        .all([.not(.segment(ID(7))), .not(.not(.segment(ID(7))))]), nest(braces, 7),
        .any((1...200).map { test(.age, .equal, .number($0 % 100)) }),
        // What a line would read otherwise than it was written.
        test(.tag, .in, .list(["one, two", " three "])), test(.tag, .equal, .text(" VIP ")),
        test(.eventData("arch"), .equal, .text("18")), test(.eventData("arch"), .equal, .text("yes")),
        test(.lastVisit, .within, .months(0)), test(.lastVisit, .within, .days(0)),
        test(.lastVisit, .before, .days(-14)), test(.lastVisit, .within, .days(-30)),
        test(.nextVisit, .within, .days(21)), test(.lastVisit, .after, .months(-12)),
        test(.lastVisit, .before, .text("2027-03-13")), test(.sex, .equal, .text("F")), test(.lastVisit, .missing),
    ]

    private static let offers = RuleOffers(
        segments: Segments([Segment(id: ID(7), name: "Adults", rule: minor, version: 1)]), eventData: ["arch"])

    /// What a browser sends of the form as it is drawn.
    private func posted(_ form: RuleForm, _ more: [(String, String)] = []) throws -> Form {
        var fields = [Fields.Field(name: "rule-match", value: form.joint.rawValue)]
        for entry in form.entries {
            var (place, field, op, value) = ("\(entry.depth)", RuleForm.groupField, "", "")
            switch entry.content {
            case .group(let joint): op = joint.rawValue
            case .line(let line, let kept):
                if let kept { place += " \(kept.json.text)" }
                (field, op, value) = (line.field, line.op, line.value)
            }
            fields += [("place", place), ("field", field), ("op", op), ("value", value)].map {
                Fields.Field(name: "rule-\($0.0)", value: $0.1)
            }
        }
        fields += more.map { Fields.Field(name: $0.0, value: $0.1) }
        return try Form(Fields(fields), names: RuleForm.names("rule"), lists: RuleForm.lists("rule"))
    }

    private func sent(_ form: RuleForm, _ more: [(String, String)] = []) throws -> RuleForm {
        RuleForm(prefix: "rule", try posted(form, more), offers: Self.offers)
    }

    @Test("whatever is stored is saved again as it was when nobody touches it", arguments: stored)
    func lossless(_ rule: Rule) throws {
        let form = RuleForm(prefix: "rule", rule, offers: Self.offers)
        var post = try posted(form)
        let again = RuleForm(prefix: "rule", post, offers: Self.offers)
        #expect(again.entries == form.entries)
        let read = again.rule(&post)
        #expect(post.problems == [])
        // Of what is always so the shortest way to say it stands for the others.
        #expect(read == rule || (rule == .not(.any([])) && read == rule))
    }

    @Test("a line that is changed says what it says now, not what was kept")
    func changed() throws {
        var form = RuleForm(prefix: "rule", Self.test(.tag, .equal, .text(" VIP ")), offers: Self.offers)
        guard case .line(var line, let kept?) = form.entries[0].content else {
            Issue.record("nothing was kept")
            return
        }
        line.value = "VIP"
        form.entries[0].content = .line(line, kept: kept)
        var post = try posted(form)
        #expect(
            RuleForm(prefix: "rule", post, offers: Self.offers).rule(&post) == Self.test(.tag, .equal, .text("VIP")))
    }

    @Test("lines and groups are added at the end and in groups, copied with what stands in them, and removed so")
    func rearranged() throws {
        let rule = Rule.all([Self.minor, .any([Self.vip, Self.braces])])
        let form = RuleForm(prefix: "rule", rule, offers: Self.offers)
        func depths(_ name: String, _ value: String) throws -> [Int] {
            let rearranged = try sent(form, [("rule-\(name)", value)])
            #expect(try rearranged.isRearranged(posted(form, [("rule-\(name)", value)])))
            return rearranged.entries.map(\.depth)
        }
        #expect(form.entries.map(\.depth) == [0, 0, 1, 1])
        #expect(try depths("add", "1") == [0, 0, 1, 1, 0])
        #expect(try depths("add", "line:2") == [0, 0, 1, 1, 1])
        #expect(try depths("add", "group") == [0, 0, 1, 1, 0, 1])
        #expect(try depths("add", "group:2") == [0, 0, 1, 1, 1, 2])
        #expect(try depths("copy", "1") == [0, 0, 0, 1, 1])
        #expect(try depths("copy", "2") == [0, 0, 1, 1, 0, 1, 1])
        #expect(try depths("remove", "2") == [0])
        #expect(try depths("remove", "3") == [0, 0, 1])
        // Of what is not there nothing is added or taken.
        for wrong in ["line:1", "line:9", "group:x", ""] {
            #expect(try sent(form, [("rule-add", wrong)]).entries == form.entries, "\(wrong)")
        }
        #expect(try sent(form, [("rule-copy", "9"), ("rule-remove", "0")]).entries == form.entries)
    }

    @Test("groups stand three and more deep in each other, as far as they may")
    func deep() throws {
        var form = try sent(RuleForm(prefix: "rule"), [("rule-add", "group")])
        for group in [1, 2, 3, 4] { form = try sent(form, [("rule-add", "group:\(group == 1 ? 1 : group * 2 - 1)")]) }
        #expect(form.entries.filter(\.isGroup).map(\.depth) == [0, 1, 2, 3, 4])
        let deepest = try #require(form.entries.lastIndex { $0.isGroup })
        #expect(try sent(form, [("rule-add", "group:\(deepest + 1)")]).entries == form.entries)
    }

    @Test("places that no form of ours sends are read as the nearest that make sense")
    func bentPlaces() throws {
        let form = RuleForm(prefix: "rule", .all([Self.minor, Self.vip]), offers: Self.offers)
        for place in ["7", "-3", "x", "", "0 {\"all\":[]}", "0 {", "99999999999999999999"] {
            var post = try posted(form, [])
            post = try Form(
                Fields(
                    post.fields.all.map { $0.name == "rule-place" ? Fields.Field(name: $0.name, value: place) : $0 }),
                names: RuleForm.names("rule"), lists: RuleForm.lists("rule"))
            #expect(
                RuleForm(prefix: "rule", post, offers: Self.offers).rule(&post) == .all([Self.minor, Self.vip]),
                "\(place)")
        }
    }

    @Test("a group without a line asks nothing, and more comparisons than a rule may hold are refused as a whole")
    func bounds() throws {
        var empty = try posted(RuleForm(prefix: "rule"), [("rule-field", "group"), ("rule-op", "any")])
        #expect(RuleForm(prefix: "rule", empty, offers: Self.offers).rule(&empty) == .everybody)
        var many = RuleForm(prefix: "rule", .any((1...200).map { Self.test(.age, .equal, .number($0 % 100)) }))
        many.entries.append(many.entries[0])
        var post = try posted(many)
        #expect(RuleForm(prefix: "rule", post, offers: Self.offers).rule(&post) == nil)
        #expect(post.problems.map(\.field) == ["rule-add"])
    }

    @Test(
        "dates are said in words, and read back",
        arguments: [
            ("the last 6 months", RuleValue.months(-6)), ("in the last 6 months", .months(-6)),
            ("Last 30 days", .days(-30)), ("the next 2 weeks", .days(14)), ("in the next 2 weeks", .days(14)),
            ("more than 30 days ago", .days(-30)), ("30 days ago", .days(-30)), ("2 weeks ago", .days(-14)),
            ("1 year ago", .months(-12)), ("a year ago", .months(-12)), ("3 weeks from today", .days(21)),
            ("in 10 days", .days(10)), ("today", .days(0)), ("the last month", .months(-1)),
            ("2027-03-13", .text("2027-03-13")),
        ])
    func dates(_ words: String, _ value: RuleValue) {
        #expect(RuleValueText.value(of: words, for: .lastVisit, .within) == value)
    }

    @Test(
        "a stored date is shown in words",
        arguments: [
            (FieldTest.Operator.within, RuleValue.days(-30), "the last 30 days"),
            (.within, .days(14), "the next 2 weeks"),
            (.within, .months(-6), "the last 6 months"), (.before, .days(-30), "30 days ago"),
            (.after, .days(21), "3 weeks from today"), (.before, .days(-7), "7 days ago"),
            (.before, .days(-91), "91 days ago"), (.before, .days(-84), "12 weeks ago"),
        ])
    func shown(_ op: FieldTest.Operator, _ value: RuleValue, _ words: String) {
        #expect(RuleValueText.text(of: FieldTest(field: .lastVisit, op: op, value: value)) == words)
    }
}
