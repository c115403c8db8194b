import Campaigns
import CivilTime
import Storage

/// The way of one lane's messages into their contacts' inboxes: rows of ours, so that no courier carries them, no provider
/// can be in trouble, and a crash leaves nothing in doubt.
struct InboxRoute {
    private let place: Workplace
    private let lane: SendLane
    private let shelf: LetterShelf
    private(set) var counts: Tick.Counts = [:]

    init(_ place: Workplace, _ lane: SendLane, _ shelf: LetterShelf) {
        self.place = place
        self.lane = lane
        self.shelf = shelf
    }

    /// Rows of one transaction.
    private static let group = 64

    mutating func run(_ budget: TimeBudget) throws {
        let store = SendStore(place.db)
        while !budget.isSpent {
            let token = place.claimToken()
            let claimed = try store.claim(.inApp, lane, at: place.clock(), limit: DeliveryTick.batch, token: token)
            if claimed.isEmpty { return }
            try deliver(claimed, token, budget)
        }
    }

    private mutating func deliver(_ claimed: [ClaimedSend], _ token: ClaimToken, _ budget: TimeBudget) throws {
        var left = claimed
        while let clinic = left.first?.clinicID {
            if budget.isSpent {
                try SendStore(place.db).release(left, token: token, at: place.clock())
                return
            }
            let group = Array(left.prefix(Self.group).prefix { $0.clinicID == clinic })
            left.removeFirst(group.count)
            do {
                left += try post(group, of: clinic, token)
            } catch is ClaimLost {
                // The lease was over: whoever took the rows back sends them. What is left is not ours either.
                return
            }
        }
    }

    /// - Returns: rows that wait for a later group.
    private mutating func post(_ group: [ClaimedSend], of clinic: ID<Clinic>, _ token: ClaimToken) throws
        -> [ClaimedSend]
    {
        let now = place.clock()
        let writer = LetterWriter(place, shelf, at: now)
        let result = try WireStore(place.db, revisions: place.revisions).post(
            group, of: clinic, token: token, at: now, compose: writer.write)
        shelf.committed()
        counts["sent", default: 0] += result.wired.count
        counts["held", default: 0] += result.held
        counts["parked", default: 0] += result.parked
        counts["skipped", default: 0] += result.skipped
        counts["failed", default: 0] += result.failed
        return result.deferred
    }
}
