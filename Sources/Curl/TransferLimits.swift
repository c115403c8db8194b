/// How long one transfer may take, and how much of an answer is kept.
public struct TransferLimits: Hashable, Sendable {
    public var connectMilliseconds: Int
    /// In all, connecting included.
    public var totalMilliseconds: Int
    /// What is over is read and dropped.
    public var answerBytes: Int

    public init(connectMilliseconds: Int = 5_000, totalMilliseconds: Int = 20_000, answerBytes: Int = 65_536) {
        (self.connectMilliseconds, self.totalMilliseconds) = (connectMilliseconds, totalMilliseconds)
        self.answerBytes = answerBytes
    }
}
