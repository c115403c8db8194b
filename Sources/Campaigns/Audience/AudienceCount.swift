/// How many people a campaign would reach now, and why not the others.
public struct AudienceCount: Sendable, Hashable {
    /// All of the clinic's, whatever their status.
    public var patients = 0
    public var inAudience = 0
    /// Who would get its first message.
    public var receiving = 0
    /// Who of them are minors for whom nobody else receives, so that it goes to their own addresses.
    public var minorsAlone = 0
    /// Who is in the audience and would not, by reason.
    public var withheld: [Reason: Int] = [:]
    /// A few of each, in the order of their ids.
    public var sample = Sample()

    public struct Sample: Sendable, Hashable {
        public var outside: [ID<Patient>] = []
        public var receiving: [ID<Patient>] = []
        public var withheld: [Reason: [ID<Patient>]] = [:]

        public init() {}
    }

    public init() {}

    public var outside: Int { patients - inAudience }

    /// Counts one patient of the audience.
    ///
    /// - Parameters:
    ///   - reason: nil for one who would get it.
    ///   - limit: how many of each stay in the sample.
    public mutating func note(_ patient: ID<Patient>, _ reason: Reason?, sampling limit: Int) {
        guard let reason else {
            receiving += 1
            if sample.receiving.count < limit { sample.receiving.append(patient) }
            return
        }
        withheld[reason, default: 0] += 1
        if sample.withheld[reason, default: []].count < limit { sample.withheld[reason, default: []].append(patient) }
    }
}
