/// Why a rule makes no sense at one place.
public struct RuleProblem: Sendable, Hashable {
    /// Where in its JSON: "all[2].value"; empty at the top.
    public let path: String
    /// A sentence that says what was expected.
    public let message: String

    public init(path: String, message: String) {
        self.path = path
        self.message = message
    }
}

/// All that is wrong with a rule; never empty.
public struct RuleRefusal: Error, Sendable, Hashable {
    public let problems: [RuleProblem]

    public init(problems: [RuleProblem]) { self.problems = problems }
}

/// A place in a rule's JSON.
struct RulePath {
    let text: String

    static let top = RulePath(text: "")

    func member(_ key: String) -> RulePath { RulePath(text: text.isEmpty ? key : "\(text).\(key)") }

    func element(_ index: Int) -> RulePath { RulePath(text: "\(text)[\(index)]") }

    func problem(_ message: String) -> RuleProblem { RuleProblem(path: text, message: message) }
}
