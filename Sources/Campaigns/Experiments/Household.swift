/// The patients linked by a shared contact point, over as many links as it takes (rules.md 6). A household is in one
/// arm, so that siblings never compare notes.
public struct Household: Sendable, Hashable {
    /// At least one.
    public let members: Set<ID<Patient>>

    /// - Parameter members: empty for one who shares no contact point.
    public init(of patient: ID<Patient>, members: Set<ID<Patient>> = []) {
        self.members = members.union([patient])
    }

    /// The same whichever member it is asked for: the member who has been known longest.
    public var id: ID<Patient> { members.min() ?? ID(0) }
}

extension Household {
    /// The households that patients of a list make, by the member who has been known longest.
    ///
    /// - Parameter points: where each of them, or somebody of theirs, is reached; empty for whoever is reached nowhere.
    public static func all(reachedAt points: [ID<Patient>: [ID<ContactPoint>]]) -> [Household] {
        var reached: [ID<ContactPoint>: [ID<Patient>]] = [:]
        for (patient, points) in points { for point in points { reached[point, default: []].append(patient) } }
        var homeless = Set(points.keys)
        return points.keys.sorted().compactMap { eldest in
            guard homeless.remove(eldest) != nil else { return nil }
            var members = [eldest]
            var next = 0
            while next < members.count {
                // Each point is followed once: half a clinic may share one.
                let linked = (points[members[next]] ?? []).compactMap { reached.removeValue(forKey: $0) }.joined()
                members += linked.filter { homeless.remove($0) != nil }
                next += 1
            }
            return Household(of: eldest, members: Set(members))
        }
    }
}
