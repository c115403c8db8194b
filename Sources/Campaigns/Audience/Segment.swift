/// A rule that the clinic keeps under a name, to be used by others.
public struct Segment: Sendable, Hashable {
    public let id: ID<Segment>
    public var name: String
    public var rule: Rule
    /// Rises with each saved change.
    public var version: Int

    public init(id: ID<Segment>, name: String, rule: Rule, version: Int) {
        self.id = id
        self.name = name
        self.rule = rule
        self.version = version
    }

    /// Characters that a name may have.
    public static let maximumNameLength = 120
}

/// The segments of a clinic, by id.
public struct Segments: Sendable, Hashable {
    private let byID: [ID<Segment>: Segment]

    public static let none = Segments([])

    public init(_ segments: [Segment]) {
        byID = Dictionary(segments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public subscript(id: ID<Segment>) -> Segment? { byID[id] }

    /// By name.
    public var all: [Segment] { byID.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) } }

    /// The same with one more, or one instead of another.
    public func with(_ segment: Segment) -> Segments {
        Segments(byID.values.filter { $0.id != segment.id } + [segment])
    }
}

extension Segments {
    /// Comparisons that a rule may come to once its segments stand in it.
    public static let maximumTests = 1_000

    /// What stands against `rule`, as the rule of `owner` or of a campaign: a segment that is not there, a circle, or too
    /// many comparisons.
    public func problem(with rule: Rule, of owner: ID<Segment>? = nil) -> RuleProblem? {
        if let missing = rule.segments.first(where: { self[$0] == nil }) {
            return RuleProblem(path: "", message: "There is no segment \(missing).")
        }
        if let owner, reaches(owner, from: rule) {
            return RuleProblem(path: "", message: "A segment cannot ask about itself, not even by way of another.")
        }
        guard weight(of: rule) <= Self.maximumTests else {
            return RuleProblem(
                path: "",
                message: "With its segments it comes to more than \(Self.maximumTests) comparisons: ask about fewer.")
        }
        return nil
    }

    private func reaches(_ owner: ID<Segment>, from rule: Rule) -> Bool {
        var seen: Set<ID<Segment>> = []
        var open = rule.segments
        while let next = open.popLast() {
            if next == owner { return true }
            if seen.insert(next).inserted, let segment = self[next] { open += segment.rule.segments }
        }
        return false
    }

    /// Comparisons of the rule with its segments in it, counted no further than matters; segments in a circle count as
    /// too many.
    private func weight(of rule: Rule, within depth: Int = 0) -> Int {
        guard depth <= Self.maximumDepth else { return Self.maximumTests + 1 }
        var weight = rule.tests.count
        for id in rule.segments where weight <= Self.maximumTests {
            weight += 1 + (self[id].map { self.weight(of: $0.rule, within: depth + 1) } ?? 0)
        }
        return min(weight, Self.maximumTests + 1)
    }

    /// Segments that may stand in each other.
    private static let maximumDepth = 8
}

extension Rule {
    /// Every segment that it names itself, in reading order.
    public var segments: [ID<Segment>] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.segments)
        case .not(let part): part.segments
        case .test: []
        case .segment(let id): [id]
        }
    }

    /// The same question with each segment's rule in its place; a segment that is not there stays, and is unknown.
    ///
    /// - Parameter segments: without a circle, as `Segments.problem` sees to.
    public func resolved(by segments: Segments) -> Rule {
        switch self {
        case .all(let parts): .all(parts.map { $0.resolved(by: segments) })
        case .any(let parts): .any(parts.map { $0.resolved(by: segments) })
        case .not(let part): .not(part.resolved(by: segments))
        case .test: self
        case .segment(let id): segments[id]?.rule.resolved(by: segments) ?? self
        }
    }
}
