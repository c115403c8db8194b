/// How much a courier can take on at a time.
public struct CourierLimits: Hashable, Sendable {
    /// Messages under way at once.
    public let concurrency: Int
    /// Messages begun in a second, where the provider or the contract sets a limit; nil for none.
    public let messagesPerSecond: Int?
    /// A crash may leave this many messages to patients in care ambiguous.
    public let careGroup: Int
    /// The same for marketing.
    public let marketingGroup: Int

    public init(
        concurrency: Int = 16, messagesPerSecond: Int? = nil, careGroup: Int = 16, marketingGroup: Int = 128
    ) {
        precondition(concurrency > 0 && careGroup > 0 && marketingGroup > 0, "a group holds at least one message")
        (self.concurrency, self.messagesPerSecond) = (concurrency, messagesPerSecond.map { max(1, $0) })
        (self.careGroup, self.marketingGroup) = (careGroup, marketingGroup)
    }

    /// How many rows one WIRE transaction may cover: never more than can begin within 10 s (delivery.md 2). At a pace
    /// the first waits its turn after the group before, so that one less begins.
    ///
    /// - Parameter isSlow: whether the group before had messages that did not begin in time; then one round of
    ///   transfers is all that is sure to begin.
    public func groupSize(isMarketing: Bool, isSlow: Bool = false) -> Int {
        let wanted = isMarketing ? marketingGroup : careGroup
        let begun = messagesPerSecond.map { max(1, $0 * Self.beginSeconds - 1) } ?? wanted
        return min(wanted, begun, isSlow ? concurrency : wanted)
    }

    /// Of one of several couriers that share what the provider takes on at a time; each has one connection at least.
    func shared(among sharers: Int) -> CourierLimits {
        CourierLimits(
            concurrency: max(1, concurrency / sharers), messagesPerSecond: messagesPerSecond.map { $0 / sharers },
            careGroup: careGroup, marketingGroup: marketingGroup)
    }

    /// What has not begun by then is not begun at all.
    static let beginSeconds = 10
}
