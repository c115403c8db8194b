/// A segment as a program tells it: a missing field is unchanged.
public struct SegmentIntake: Sendable, Hashable {
    public let name: Given<String>
    public let rule: Given<Rule>

    /// Reads all that a program may say about a segment; problems stay with the reader.
    public init(_ reader: inout IntakeReader) {
        name = reader.kept("name", reader.line("name", atMost: Segment.maximumNameLength))
        rule = reader.kept("rule", reader.audience("rule"))
    }

    /// The segment with what was told.
    ///
    /// - Parameter stored: nil for a new one.
    /// - Throws: what a new one lacks.
    public func segment(replacing stored: Segment?) throws(IntakeRefusal) -> Segment {
        guard let name = name.replacing(stored?.name), let rule = rule.replacing(stored?.rule) else {
            let missing = [("name", self.name.value == nil), ("rule", self.rule.value == nil)].filter(\.1)
            throw IntakeRefusal(
                unknownFields: [],
                problems: missing.map { FieldProblem(field: $0.0, message: "This is required for a new segment.") })
        }
        return Segment(id: stored?.id ?? ID(0), name: name, rule: rule, version: stored?.version ?? 0)
    }
}
