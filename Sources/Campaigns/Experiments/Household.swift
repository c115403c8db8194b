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
