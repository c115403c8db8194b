/// For whom a campaign is, and for whom not.
public struct Audience: Sendable, Hashable {
    public var rule: Rule
    public var exclusions: Rule?

    public init(rule: Rule, exclusions: Rule? = nil) {
        self.rule = rule
        self.exclusions = exclusions
    }

    public static let everybody = Audience(rule: .everybody)

    public func resolved(by segments: Segments) -> Audience {
        Audience(rule: rule.resolved(by: segments), exclusions: exclusions?.resolved(by: segments))
    }
}
