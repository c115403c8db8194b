import Campaigns
import CivilTime
import Delivery
import Storage
import Tokens

/// What every job of a tick works with: wired together in `main`.
public struct Workplace {
    public let db: Database
    public let revisions: RevisionStore
    /// One per channel that can be used.
    public let couriers: [Channel: any Courier]
    public let sender: Sender
    /// The Maildir for mail that comes back; nil where there is none.
    public let bounceFolder: String?
    /// The time as it runs on during the tick; moved where the clock was moved.
    public let clock: () -> Instant
    /// A number from 0 to 1.
    public let chance: () -> Double
    /// Random bytes for claims.
    public let claimToken: () -> ClaimToken
    /// A fresh code for a short link.
    public let makeSecret: () -> SecretToken
    /// A sentence with ids only.
    public let log: (String) -> Void
    /// Whether the process was asked to end: then nothing more is claimed.
    public let isEnding: () -> Bool
    /// How long it may claim.
    public let claimSeconds: Int
    /// Whether this is a colleague of a tick, which carries a part of its messages.
    public let isColleague: Bool
    /// Starts a process that may claim for so many seconds; nil where it could not, or where ticks work alone.
    public let hire: ((_ claimSeconds: Int) -> Colleague?)?

    public init(
        db: Database, revisions: RevisionStore, couriers: [Channel: any Courier], sender: Sender,
        bounceFolder: String? = nil, clock: @escaping () -> Instant, chance: @escaping () -> Double,
        claimToken: @escaping () -> ClaimToken,
        makeSecret: @escaping () -> SecretToken, log: @escaping (String) -> Void, isEnding: @escaping () -> Bool,
        claimSeconds: Int = TimeBudget.seconds, isColleague: Bool = false,
        hire: ((_ claimSeconds: Int) -> Colleague?)? = nil
    ) {
        self.db = db
        self.revisions = revisions
        self.couriers = couriers
        self.sender = sender
        self.bounceFolder = bounceFolder
        self.clock = clock
        self.chance = chance
        self.claimToken = claimToken
        self.makeSecret = makeSecret
        self.log = log
        self.isEnding = isEnding
        self.claimSeconds = claimSeconds
        self.isColleague = isColleague
        self.hire = hire
    }
}

/// A tick's time is over: what is left waits for the next.
public struct TimeBudget {
    /// A tick stops claiming then (delivery.md 4).
    public static let seconds = 45

    let end: Instant
    let place: Workplace

    init(_ place: Workplace, startedAt: Instant) {
        self.place = place
        end = startedAt.adding(seconds: place.claimSeconds)
    }

    var secondsLeft: Int { max(0, Int(end.seconds - place.clock().seconds)) }

    var isSpent: Bool { place.isEnding() || place.clock() >= end }
}
