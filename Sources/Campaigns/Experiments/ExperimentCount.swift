/// What one arm came to, in households: brothers and sisters get the same, and count as one.
public struct ExperimentCount: Sendable, Hashable, Codable {
    public let arm: Arm
    /// Who got a message; of the holdout, who would have.
    public let reached: Int
    /// Shown, and never deciding: mail programs open everything.
    public let opened: Int
    public let succeeded: Int

    public init(arm: Arm, reached: Int, opened: Int, succeeded: Int) {
        self.arm = arm
        self.reached = reached
        self.opened = opened
        self.succeeded = succeeded
    }

    /// nil before anybody was reached.
    public var proportion: Proportion? { Proportion(succeeded, of: reached) }
}
