/// What is wrong with one field that came from outside.
public struct FieldProblem: Sendable, Hashable {
    /// Where it stands: "contacts[0].phone"; empty when the whole document is meant.
    public let field: String
    /// A sentence that says what was expected; it quotes nothing of what was given.
    public let message: String

    public init(field: String, message: String) {
        self.field = field
        self.message = message
    }
}

/// Why a document was not taken in; at least one of the lists is not empty.
public struct IntakeRefusal: Error, Sendable, Hashable {
    /// Fields that the shape does not have, in the order of the document.
    public let unknownFields: [String]
    public let problems: [FieldProblem]

    public init(unknownFields: [String], problems: [FieldProblem]) {
        self.unknownFields = unknownFields
        self.problems = problems
    }

    /// All of it on one line, for an import's list of bad lines.
    public var sentence: String {
        let unknown = unknownFields.map { "\($0): unknown field" }
        let wrong = problems.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
        return (unknown + wrong).joined(separator: " ")
    }
}
