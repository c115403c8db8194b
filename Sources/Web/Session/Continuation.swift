/// Where someone goes after signing in: a page, or a form that is posted at last.
struct Continuation {
    static let pathField = "next"
    /// Marks a kept field; `kept.name` was `name`.
    static let prefix = "kept."

    /// A path of ours; nil leads to the start.
    let path: String?
    /// What was typed; nil when only a page was asked for.
    let typed: Fields?

    /// - Parameter path: as it came; one that no route of ours answers is dropped.
    init(path: String?, typed: Fields? = nil) {
        let method = typed == nil ? "GET" : "POST"
        let isOurs = path.map { Self.isStaffs($0, method) } ?? false
        self.path = isOurs ? path : nil
        self.typed = isOurs ? typed : nil
    }

    /// Reads what `hiddenFields` wrote.
    init(_ fields: Fields) {
        let kept = fields.all.filter { $0.name.hasPrefix(Self.prefix) }
            .map { Fields.Field(name: String($0.name.dropFirst(Self.prefix.count)), value: $0.value) }
        let isForm = fields[Self.formField] != nil
        self.init(path: fields[Self.pathField], typed: isForm ? Fields(kept) : nil)
    }

    var hiddenFields: [Fields.Field] {
        var fields: [Fields.Field] = []
        if let path { fields.append(.init(name: Self.pathField, value: path)) }
        guard let typed else { return fields }
        fields.append(.init(name: Self.formField, value: "1"))
        return fields
            + typed.all.filter { $0.name != Form.tokenField }.map {
                .init(name: Self.prefix + $0.name, value: $0.value)
            }
    }

    static let formField = "kept-form"

    private static func isStaffs(_ path: String, _ method: String) -> Bool {
        // It becomes a header: a line break decoded from the query could begin another one.
        guard path.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return false }
        guard case .found(let route, _) = RouteLookup(path, method: method, in: Routes.all) else { return false }
        if case .staff = route.door { return true }
        return false
    }
}
