import CivilTime

/// Reads the members of one JSON object, collecting what is wrong and which members nobody asked for.
///
/// Every member is asked for once; then `finish` refuses the whole where anything was wrong.
public struct IntakeReader {
    let context: IntakeContext
    public private(set) var problems: [FieldProblem] = []
    private var unknownInside: [String] = []
    /// Rules that name segments, with their fields.
    private var naming: [(field: String, rule: Rule)] = []
    private let members: [JSON.Member]
    private let prefix: String
    private var asked: Set<String> = []

    /// - Parameter path: where the object stands in its document; empty at the top.
    public init(_ json: JSON, at path: String = "", context: IntakeContext) {
        self.context = context
        members = json.objectValue ?? []
        prefix = path.isEmpty ? "" : path + "."
        if json.objectValue == nil { problems = [FieldProblem(field: path, message: "Give an object.")] }
    }

    /// - Throws: when anything was wrong or unknown; to be called when every member has been asked for.
    public func finish() throws(IntakeRefusal) {
        guard problems.isEmpty, unknownFields.isEmpty else {
            throw IntakeRefusal(unknownFields: unknownFields, problems: problems)
        }
    }

    private var unknownFields: [String] {
        members.map(\.key).filter { !asked.contains($0) }.map { prefix + $0 } + unknownInside
    }

    /// One member, read by `read`, which answers nil when it is not as `expected` says.
    public mutating func given<Value>(_ key: String, expected: String, _ read: (JSON) -> Value?) -> Given<Value> {
        asked.insert(key)
        guard let json = members.first(where: { $0.key == key })?.value else { return .absent }
        if json.isNull { return .cleared }
        guard let value = read(json) else {
            refuse(key, expected)
            return .absent
        }
        return .value(value)
    }

    /// The same, where the field can never be empty.
    public mutating func kept<Value>(_ key: String, _ given: Given<Value>) -> Given<Value> {
        if given == .cleared { refuse(key, "This cannot be emptied.") }
        return given
    }

    /// The same, where it must be given each time; nil after a problem.
    public mutating func required<Value>(_ key: String, _ given: Given<Value>) -> Value? {
        if given.value == nil, !isRefused(key) { refuse(key, "This is required.") }
        return given.value
    }

    /// The objects of a list; `[]` counts as cleared.
    public mutating func list<Value>(
        _ key: String, atMost limit: Int, _ read: (inout IntakeReader) -> Value?
    ) -> Given<[Value]> {
        let given = given(key, expected: "Give a list of at most \(limit) objects.") { json in
            json.arrayValue.flatMap { $0.count <= limit ? $0 : nil }
        }
        guard case .value(let elements) = given else { return given == .cleared ? .cleared : .absent }
        let values = elements.enumerated().compactMap { index, element in
            inside(element, at: "\(prefix)\(key)[\(index)]", read)
        }
        return values.isEmpty ? .cleared : .value(values)
    }

    /// One object inside.
    public mutating func object<Value>(_ key: String, _ read: (inout IntakeReader) -> Value?) -> Given<Value> {
        let given = given(key, expected: "Give an object.") { $0.objectValue == nil ? nil : $0 }
        guard case .value(let json) = given else { return given == .cleared ? .cleared : .absent }
        return inside(json, at: prefix + key, read).map(Given.value) ?? .absent
    }

    public mutating func refuse(_ key: String, _ message: String) {
        problems.append(FieldProblem(field: prefix + key, message: message))
    }

    /// Remembers a rule whose segments are to be looked up.
    mutating func note(_ rule: Rule, of key: String) {
        if !rule.segments.isEmpty { naming.append((prefix + key, rule)) }
    }

    /// Whether some rule names a segment, so that `refuseSegments` has something to do.
    public var namesSegments: Bool { !naming.isEmpty }

    /// Refuses the rules that ask about segments which are not there, or about too many.
    public mutating func refuseSegments(beyond segments: Segments) {
        for (field, rule) in naming {
            guard let problem = segments.problem(with: rule) else { continue }
            problems.append(FieldProblem(field: field, message: problem.message))
        }
    }

    private func isRefused(_ key: String) -> Bool { problems.contains { $0.field == prefix + key } }

    private mutating func inside<Value>(
        _ json: JSON, at path: String, _ read: (inout IntakeReader) -> Value?
    ) -> Value? {
        var reader = IntakeReader(json, at: path, context: context)
        let value = reader.problems.isEmpty ? read(&reader) : nil
        problems += reader.problems
        naming += reader.naming
        unknownInside += reader.unknownFields
        return value
    }
}
