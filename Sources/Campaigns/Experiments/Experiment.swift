import CivilTime

/// Message templates that one SEND step tries against its own (rules.md 6). The step's own is arm A; with the others it
/// is one step still, so that nobody is sent two of them.
public struct Experiment: Sendable, Hashable, Codable {
    public struct Challenger: Sendable, Hashable, Codable {
        /// nil while the draft lacks one; activation refuses that.
        public var template: ID<MessageTemplate>?
        /// Percent of households.
        public var weight: Int

        public init(template: ID<MessageTemplate>?, weight: Int) {
            self.template = template
            self.weight = weight
        }
    }

    /// What counts as success, by the patient, after the message and before the end.
    public enum Goal: String, Sendable, Codable, CaseIterable {
        case clicks, confirmations, bookings, answers
    }

    public let key: ExperimentKey
    /// Percent of households that get arm A.
    public var weight: Int
    /// Arms B and on: one to three.
    public var challengers: [Challenger]
    /// Percent of households that get nothing; 0 for none.
    public var holdoutWeight: Int
    public var goal: Goal
    /// The clinic's local time: fixed beforehand, so that looking early does not count as deciding.
    public var endsAt: CivilDateTime
    /// Whether the arm that is decided to be best goes to everybody after the end; else arm A does.
    public var picksWinner: Bool

    public init(
        key: ExperimentKey, weight: Int, challengers: [Challenger], holdoutWeight: Int = 0, goal: Goal,
        endsAt: CivilDateTime, picksWinner: Bool = false
    ) {
        self.key = key
        self.weight = weight
        self.challengers = challengers
        self.holdoutWeight = holdoutWeight
        self.goal = goal
        self.endsAt = endsAt
        self.picksWinner = picksWinner
    }

    /// The arms with a message, A first.
    public var arms: [Arm] { [.a] + zip(Arm.challengers, challengers).map { arm, _ in arm } }

    /// Percent of households in the test; those above wait for its end.
    public var totalWeight: Int { weight + challengers.map(\.weight).reduce(0, +) + holdoutWeight }

    public func weight(of arm: Arm) -> Int {
        switch arm {
        case .a: weight
        case .b, .c, .d: challenger(arm)?.weight ?? 0
        case .holdout: holdoutWeight
        case .rest: max(0, 100 - totalWeight)
        }
    }

    /// The message template of an arm after A.
    func challenger(_ arm: Arm) -> Challenger? {
        Arm.challengers.firstIndex(of: arm).flatMap { challengers.indices.contains($0) ? challengers[$0] : nil }
    }

    /// The arm that a household falls to, `rest` included.
    public func arm(of household: ID<Patient>, at step: ID<Step>) -> Arm {
        let shares = (arms + [.holdout]).map { Assignment<Arm>.Share($0, weight: weight(of: $0)) }
        return Assignment(experiment: step, key: key, shares: shares).part(of: household) ?? .rest
    }
}
