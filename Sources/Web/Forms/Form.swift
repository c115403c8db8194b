/// The fields of a posted form, read one by one; what is wrong with them gathers in `problems`.
///
/// Reading never stops at the first problem: an empty value stands in, and the handler looks at `problems` once, at the end.
struct Form {
    /// The hidden fields of every form: the session's token.
    static let tokenField = "token"
    /// The version that an optimistic lock compares.
    static let versionField = "version"

    let fields: Fields
    private(set) var problems: [FormProblem] = []

    /// - Parameters:
    ///   - names: every field that this form has.
    ///   - lists: those of them that may be repeated.
    /// - Throws: `HTTPRefusal` (400) when the body is no form, not UTF-8, or has a field that this form has not.
    init(_ request: Request, names: Set<String>, lists: Set<String> = []) throws {
        guard let fields = Fields(form: request.body) else {
            throw HTTPRefusal.badRequest("The form is malformed or not in UTF-8. Nothing was changed.")
        }
        try self.init(fields, names: names, lists: lists)
    }

    init(_ fields: Fields, names: Set<String>, lists: Set<String> = []) throws {
        self.fields = fields
        var seen: Set<String> = []
        for field in fields.all where field.name != Self.tokenField {
            guard names.contains(field.name) || lists.contains(field.name) else {
                throw HTTPRefusal.badRequest(
                    "The form holds a field that this page does not know. Nothing was changed.")
            }
            if !seen.insert(field.name).inserted, !lists.contains(field.name) {
                add(FormProblem(field.name, "This was sent twice. Say it once."))
            }
        }
    }

    /// What was typed, as it was typed; empty without the field.
    subscript(name: String) -> String { fields[name] ?? "" }

    func list(_ name: String) -> [String] { fields.values(name) }

    /// Only the first problem of a field is kept.
    mutating func add(_ problem: FormProblem) {
        if !problems.contains(where: { $0.field == problem.field }) { problems.append(problem) }
    }

    mutating func add(_ field: String, _ message: String) { add(FormProblem(field, message)) }
}
