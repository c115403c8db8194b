import Campaigns

/// A stored rule as entries of a form.
struct RuleOutline {
    let joint: RuleForm.Joint
    private(set) var entries: [RuleForm.Entry] = []
    private let offers: RuleOffers

    init(_ rule: Rule, _ offers: RuleOffers) {
        self.offers = offers
        if let (joint, parts) = Self.joined(rule) {
            self.joint = joint == .all && parts.count == 1 ? .wrapped : joint
            for part in parts { add(part, depth: 0) }
        } else {
            joint = .all
            add(rule, depth: 0)
        }
    }

    private mutating func add(_ rule: Rule, depth: Int) {
        guard let (joint, parts) = Self.joined(rule) else {
            let line = RuleForm.Line(rule, offers.segments)
            let isExact = (try? line.rule(offers).get()) == rule  // What cannot be read is kept just so.
            entries.append(RuleForm.Entry(depth: depth, content: .line(line, kept: isExact ? nil : rule)))
            return
        }
        entries.append(RuleForm.Entry(depth: depth, content: .group(joint)))
        for part in parts { add(part, depth: depth + 1) }
    }

    /// What joins the rule's parts; nil for what a line says.
    private static func joined(_ rule: Rule) -> (RuleForm.Joint, [Rule])? {
        switch rule {
        case .test, .segment, .not(.segment): nil
        case .all(let parts), .any(let parts): parts.isEmpty ? nil : (rule.isAll ? .all : .any, parts)
        case .not(.all(let parts)) where !parts.isEmpty: (.notAll, parts)
        case .not(.any(let parts)) where !parts.isEmpty: (.none, parts)
        case .not(let part): (.not, [part])
        }
    }
}

extension Rule {
    fileprivate var isAll: Bool {
        if case .all = self { true } else { false }
    }

    /// What a form keeps of a line: nil for what no line of ours could be.
    init?(keptText: String) {
        // Anybody may send anything here; what cannot be read was not kept by us.
        guard let json = try? JSON.parse(Array(keptText.utf8)), let rule = try? Rule(json: json) else { return nil }
        switch rule {
        case .test, .segment, .not(.segment): self = rule
        default: return nil
        }
    }
}

extension RuleForm.Line {
    /// - Parameter part: a comparison, a segment that is asked about or excluded, or what holds for everybody or nobody.
    init(_ part: Rule, _ segments: Segments) {
        switch part {
        case .test(let test):
            self.init(field: test.field.key, op: test.op.rawValue, value: RuleValueText.text(of: test))
        case .not(let part):
            self.init(part, segments)
            op = FieldTest.Operator.unequal.rawValue
        case .segment(let id):
            self.init(field: RuleForm.segmentField, value: segments[id]?.name ?? "A removed segment, no. \(id)")
        case .all: self.init(field: RuleForm.everybodyField)
        case .any: self.init(field: RuleForm.nobodyField)
        }
    }
}
