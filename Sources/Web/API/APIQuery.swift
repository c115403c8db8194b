import Campaigns

/// The query of a list: each name once, and none that the list does not have.
struct APIQuery {
    private let fields: Fields

    /// - Throws: `APIProblem` (400) that names what is unknown or stands twice.
    init(_ request: Request, names: Set<String>) throws {
        fields = request.query
        var errors: [APIProblem.FieldError] = []
        var seen: Set<String> = []
        for field in fields.all {
            if !names.contains(field.name) {
                errors.append(.init(field: field.name, message: "This parameter is unknown."))
            } else if !seen.insert(field.name).inserted {
                errors.append(.init(field: field.name, message: "This parameter stands twice."))
            }
        }
        guard errors.isEmpty else { throw Self.problem(errors) }
    }

    /// What `read` makes of a parameter; nil when it was not sent.
    func value<Value>(_ name: String, expected: String, _ read: (String) -> Value?) throws -> Value? {
        guard let text = fields[name] else { return nil }
        guard let value = read(text) else { throw Self.problem([.init(field: name, message: expected)]) }
        return value
    }

    /// One of an enumeration's words.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _ type: Word.Type) throws -> Word? {
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        return try value(name, expected: "Give one of: \(words).") { Word(rawValue: $0) }
    }

    private static func problem(_ errors: [APIProblem.FieldError]) -> APIProblem {
        APIProblem(status: 400, title: "The query cannot be read.", errors: errors)
    }
}
