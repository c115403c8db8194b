/// How households are dealt out to the parts of an experiment (rules.md 6).
public struct Assignment<Part: Sendable & Hashable>: Sendable, Hashable {
    /// One part and its weight in percent.
    public struct Share: Sendable, Hashable {
        public let part: Part
        public let weight: Int

        public init(_ part: Part, weight: Int) {
            self.part = part
            self.weight = weight
        }
    }

    /// The SEND or BRANCH that tries the parts.
    public let experiment: ID<Step>
    public let key: ExperimentKey
    /// In the order in which they take their percents; together at most 100.
    public let shares: [Share]

    public init(experiment: ID<Step>, key: ExperimentKey, shares: [Share]) {
        self.experiment = experiment
        self.key = key
        self.shares = shares
    }

    /// The part that the household falls to; nil for the rest, whom no weight covers. The same household always falls
    /// to the same part, and a part that grows keeps those it had as long as the parts before it stay.
    public func part(of household: ID<Patient>) -> Part? {
        let words = [experiment.rawValue, household.rawValue].map { UInt64(bitPattern: $0) }
        var percent = Int(KeyedHash.of(words, key: key).multipliedFullWidth(by: 100).high)
        for share in shares {
            if percent < share.weight { return share.part }
            percent -= share.weight
        }
        return nil
    }
}
