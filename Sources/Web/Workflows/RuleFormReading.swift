import Campaigns

extension RuleForm {
    /// The rule that the entries say; nil with what is wrong added to the form beside its line.
    func rule(_ form: inout Form) -> Rule? {
        var isSound = true
        var index = 0
        let parts = parts(from: &index, depth: 0, &form, &isSound)
        guard isSound else { return nil }
        let rule = whole(parts)
        let problems = Self.problems(of: rule)
        for problem in problems { form.add(name("add"), problem) }
        return problems.isEmpty ? rule : nil
    }

    private func whole(_ parts: [Rule]) -> Rule {
        if parts.isEmpty { return .everybody }
        return joint == .all && parts.count == 1 ? parts[0] : Self.joined(parts, joint)
    }

    /// What is wrong with it as a whole; its lines are sound.
    private static func problems(of rule: Rule) -> [String] {
        rule.problems.filter(\.path.isEmpty).map(\.message)
    }

    private static func joined(_ parts: [Rule], _ joint: Joint) -> Rule {
        switch joint {
        case .all, .wrapped: .all(parts)
        case .any: .any(parts)
        case .none: .not(.any(parts))
        case .notAll: .not(.all(parts))
        case .not: parts.count == 1 ? .not(parts[0]) : .not(.all(parts))
        }
    }

    private func parts(from index: inout Int, depth: Int, _ form: inout Form, _ isSound: inout Bool) -> [Rule] {
        var parts: [Rule] = []
        while index < entries.count, entries[index].depth >= depth {
            let place = index
            index += 1
            switch entries[place].content {
            case .group(let joint):
                let inner = self.parts(from: &index, depth: depth + 1, &form, &isSound)
                // A group that holds nothing asks nothing, as a blank line does.
                if !inner.isEmpty { parts.append(Self.joined(inner, joint)) }
            case .line(let line, let kept):
                if line.isBlank { continue }
                switch read(line, kept) {
                case .success(let part): parts.append(part)
                case .failure(let refusal):
                    form.add(id(place, refusal.part), refusal.message)
                    isSound = false
                }
            }
        }
        return parts
    }

    private func read(_ line: Line, _ kept: Rule?) -> Result<Rule, Line.Refusal> {
        guard let kept, Line(kept, segments) == line else { return line.rule(offers) }
        let asksEvent = kept.tests.contains { $0.field.asksEvent }
        return asksEvent && offers.eventData == nil ? line.rule(offers) : .success(kept)
    }
}

extension RuleForm.Line {
    struct Refusal: Error {
        /// "field", "op" or "value".
        let part: String
        let message: String
    }

    func rule(_ offers: RuleOffers) -> Result<Rule, Refusal> {
        switch field {
        case RuleForm.segmentField: return segment(among: offers.segments)
        case RuleForm.everybodyField: return .success(.everybody)
        case RuleForm.nobodyField: return .success(.any([]))
        default: break
        }
        if offers.eventData == nil, Field(key: field)?.asksEvent == true {
            return .failure(Refusal(part: "field", message: Rule.eventInAudience))
        }
        return test.map(Rule.test)
    }

    private func segment(among segments: Segments) -> Result<Rule, Refusal> {
        let sought = RuleValueText.trimmed(value)
        guard let segment = segments.all.first(where: { $0.name == sought }) else {
            return .failure(Refusal(part: "value", message: "Give the name of a saved segment."))
        }
        switch FieldTest.Operator(rawValue: op) {
        case .equal: return .success(.segment(segment.id))
        case .unequal: return .success(.not(.segment(segment.id)))
        default: return .failure(Refusal(part: "op", message: "For a segment choose “is” or “is not”."))
        }
    }

    private var test: Result<FieldTest, Refusal> {
        guard let field = Field(key: field) else {
            return .failure(Refusal(part: "field", message: "Choose what to ask about."))
        }
        guard let op = FieldTest.Operator(rawValue: op), field.operators.contains(op) else {
            let allowed = field.operators.map { "“\($0.phrase)”" }.joined(separator: ", ")
            return .failure(Refusal(part: "op", message: "For the \(field.phrase) choose one of \(allowed)."))
        }
        let test = FieldTest(field: field, op: op, value: RuleValueText.value(of: value, for: field, op))
        guard let problem = Rule.test(test).problems.first else { return .success(test) }
        return .failure(Refusal(part: "value", message: RuleValueText.expectation(for: field, op) ?? problem.message))
    }
}
