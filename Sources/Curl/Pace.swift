/// When the transfers of a pool may begin that keeps to so many in a second: evenly spread, also from one batch to the
/// next. Time between two batches is not counted, so that the pace errs on the slow side.
struct Pace: Hashable, Sendable {
    let perSecond: Int
    /// How long after its start the next batch may begin its first.
    private(set) var owed = Duration.zero

    init(perSecond: Int) { self.perSecond = max(1, perSecond) }

    /// How many of a batch may have begun so long after its start.
    func turns(after elapsed: Duration) -> Int {
        elapsed < owed ? 0 : 1 + Int((elapsed - owed) / .seconds(1) * Double(perSecond))
    }

    /// Notes that so many of a batch began, and that it ended so long after its start.
    mutating func note(begun: Int, after elapsed: Duration) {
        owed = max(.zero, owed + .nanoseconds(begun * 1_000_000_000 / perSecond) - elapsed)
    }
}
