/// A question about one patient (and anchor), in the rule language of api.md: tests joined by all, any and not.
public indirect enum Rule: Sendable, Hashable, Codable {
    /// True when every part is; an empty one is true: everybody.
    case all([Rule])
    /// True when a part is; an empty one is false.
    case any([Rule])
    case not(Rule)
    case test(FieldTest)
    /// What a saved segment asks. A segment that is not resolved is unknown for everybody.
    case segment(ID<Segment>)

    /// The audience of everybody.
    public static let everybody = Rule.all([])
}

/// One comparison of a catalogue field with a value.
public struct FieldTest: Sendable, Hashable, Codable {
    public var field: Field
    public var op: Operator
    /// nil for `exists` and `missing`.
    public var value: RuleValue?

    public init(field: Field, op: Operator, value: RuleValue?) {
        self.field = field
        self.op = op
        self.value = value
    }

    public enum Operator: String, Sendable, Codable, CaseIterable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case `in`
        case contains, exists, missing, within, before, after
    }
}

/// What a field is compared with.
public enum RuleValue: Sendable, Hashable, Codable {
    case text(String)
    case number(Int)
    case yesNo(Bool)
    case list([String])
    /// A date as far from today, in the clinic's days or months; negative is past.
    case days(Int)
    case months(Int)
}
