/// What is wrong with one field, said beside it.
struct FormProblem: Sendable, Hashable {
    /// The field's name; its element has the same id.
    let field: String
    let message: String

    init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }
}
