import CivilTime

/// What an experiment came to, so far or at its end (rules.md 6).
public struct ExperimentResult: Sendable, Hashable {
    /// One per arm, A first, the holdout last.
    public let counts: [ExperimentCount]
    public let goal: Experiment.Goal
    /// Whether the fixed end has come: before it nothing is decided.
    public let hasEnded: Bool

    public init(counts: [ExperimentCount], goal: Experiment.Goal, hasEnded: Bool) {
        self.counts = counts.sorted { $0.arm < $1.arm }
        self.goal = goal
        self.hasEnded = hasEnded
    }

    /// The arms with a message.
    var tried: [ExperimentCount] { counts.filter(\.arm.hasMessage) }

    /// The arm that is ahead; the earlier one of equals. nil before every arm has reached somebody.
    public var leader: Arm? { ranked.first?.arm }

    /// By rate, best first; empty before every arm has reached somebody.
    private var ranked: [ExperimentCount] {
        let rated = tried.compactMap { count in count.proportion.map { (count: count, rate: $0.rate) } }
        guard rated.count == tried.count else { return [] }
        return rated.enumerated().sorted {
            ($1.element.rate, $0.offset) < ($0.element.rate, $1.offset)
        }.map(\.element.count)
    }

    /// The leader held against the arm that comes nearest to it: the comparison that decides.
    ///
    /// With more than two arms the leader must beat every other, so the nearest of them is the hardest; that it is the
    /// best of several makes a false call rarer, not more frequent, than between two.
    public var closest: TwoProportions? {
        let ranked = ranked
        guard ranked.count > 1, let leader = ranked[0].proportion else { return nil }
        let others = ranked.dropFirst().compactMap(\.proportion).map { TwoProportions(leader, $0) }
        return others.max { $0.p < $1.p }
    }

    /// Whether the leader is called the better one: only at the end.
    public var isDecided: Bool {
        guard hasEnded, let closest, tried.allSatisfy({ $0.reached >= TwoProportions.minimumPerArm }) else {
            return false
        }
        return closest.isDecided
    }

    /// The arm that goes on after the end (rules.md 6): the leader where that was asked for and is decided, else A.
    public func winner(picksWinner: Bool) -> Arm {
        guard picksWinner, isDecided, let leader else { return .a }
        return leader
    }

    /// How many recipients per arm the difference seen needs, business rule 6 counted in.
    public var neededPerArm: Int { max(TwoProportions.minimumPerArm, closest?.neededPerArm ?? 0) }

    /// How many the smallest arm has.
    public var smallestReached: Int { tried.map(\.reached).min() ?? 0 }

    /// An arm held against arm A; nil for A itself, and before both have reached somebody.
    public func comparison(of arm: Arm) -> TwoProportions? {
        guard arm != .a, let own = counts.first(where: { $0.arm == arm })?.proportion,
            let first = counts.first(where: { $0.arm == .a })?.proportion
        else { return nil }
        return TwoProportions(own, first)
    }
}
