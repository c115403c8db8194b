/// What a courier heeds beside its own limits while it carries a group.
public struct DeliveryConditions {
    /// Couriers of the provider at work side by side, this one among them: they share its concurrency.
    public let sharers: Int
    /// Whether the process was asked to end: then nothing more begins, and what has begun is finished. Asked again and again
    /// until all has ended.
    public let isEnding: () -> Bool

    public init(sharers: Int = 1, isEnding: @escaping () -> Bool = { false }) {
        precondition(sharers > 0, "at least the courier itself is at work")
        (self.sharers, self.isEnding) = (sharers, isEnding)
    }
}
