import CivilTime

@testable import Campaigns

/// Everything that can stand for one send at a moment: its row, two ticks that may work on it, and the world around.
///
/// Each step of `LifeSteps` is one transaction, or one call of a courier, so that a crash between any two of them is a
/// crash at any moment. Time is what may have run out: a lease, or the message's use.
struct SendLife {
    /// What a tick holds in memory; a crash forgets it.
    enum Hands: Int {
        case empty, claimed
        /// Its WIRE is committed, and not a byte has left.
        case wired
        /// What the courier made of the provider's answer; `unknown` too where a copy arrived and its answer was lost.
        case accepted, refusedNow, refusedForEver, trouble, notBegun, unknown

        static let answers: [Hands] = [.accepted, .refusedNow, .refusedForEver, .trouble, .notBegun, .unknown]
    }

    /// What the world has done to the message.
    enum Stand: Int, CaseIterable {
        case open, paused
        /// A STOP has committed.
        case forbidden
        case tooLate
    }

    var phase = SendPhase.ready
    var failure: FailureClass?
    var wires = 0
    var deaths = 0
    var wasRefused = false
    /// Whose token stands in the row: the first tick's, the second's, or nobody's.
    var holder = 0
    var isLeaseOver = false
    var first = Hands.empty
    var second = Hands.empty
    var stand = Stand.open
    /// Those that a person may read.
    var copies = 0
    /// Set by the step that put it on the wire after the STOP.
    var leftForbidden = false

    var isOver: Bool {
        switch phase {
        case .sent, .delivered, .skipped, .failed: true
        case .ready, .parked, .claimed, .wire, .unknown: false
        }
    }

    subscript(_ tick: Int) -> Hands {
        get { tick == 1 ? first : second }
        set { if tick == 1 { first = newValue } else { second = newValue } }
    }

    /// A number of its own for each state; the two ticks are alike, so that it does not matter which is the first.
    var key: Int {
        let isSwapped = first.rawValue > second.rawValue || first == second && holder == 2
        let (low, high) = isSwapped ? (second, first) : (first, second)
        let owner = isSwapped && holder > 0 ? 3 - holder : holder
        var key = Self.number(of: phase) * 6 + Self.number(of: failure)
        for (value, count) in [
            (wires, 6), (deaths, 6), (wasRefused ? 1 : 0, 2), (owner, 3), (isLeaseOver ? 1 : 0, 2), (low.rawValue, 9),
            (high.rawValue, 9), (stand.rawValue, 4), (copies, 6), (leftForbidden ? 1 : 0, 2),
        ] {
            precondition(value < count, "a state outside of the search")
            key = key * count + value
        }
        return key
    }

    private static func number(of phase: SendPhase) -> Int {
        switch phase {
        case .ready: 0
        case .parked: 1
        case .claimed: 2
        case .wire: 3
        case .unknown: 4
        case .sent: 5
        case .delivered: 6
        case .skipped: 7
        case .failed: 8
        }
    }

    private static func number(of failure: FailureClass?) -> Int {
        switch failure {
        case nil: 0
        case .permanent: 1
        case .exhausted: 2
        case .ambiguous: 3
        case .poison: 4
        case .bounced: 5
        }
    }
}

/// What decides over a send: the domain's own functions, each of which a test may spoil.
struct LifeRules {
    let channel: Channel
    let purpose: Purpose
    /// What the sender's verdict is as the world stands.
    var verdicts: [SendLife.Stand: Verdict]

    static let now = SampleFacts.now

    var lapsed: (SendLife) -> Settlement
    var unknown: (_ wires: Int) -> Settlement
    var ended: (Reason, SendLife) -> Settlement = {
        Settlement.ended(because: $0, wires: $1.wires, refusals: $1.wasRefused ? 1 : 0)
    }
    var mayHaveLeft: (SendLife) -> Bool = { $0.phase.mayHaveLeft(failure: $0.failure, wires: $0.wires) }
    /// The statement changes a row only under the token that claimed it (`WHERE claim_token = ?`).
    var wireAsksForToken = true

    init(_ channel: Channel, _ purpose: Purpose, verdicts: [SendLife.Stand: Verdict]) {
        (self.channel, self.purpose, self.verdicts) = (channel, purpose, verdicts)
        unknown = { .unknown(channel: channel, purpose: purpose, wires: $0, at: Self.now) }
        lapsed = {
            .lapsed(
                $0.phase, channel: channel, purpose: purpose, wires: $0.wires, deaths: $0.deaths, at: Self.now)
        }
    }

    /// - Returns: nil for what is no answer.
    func settlement(_ answer: SendLife.Hands, of life: SendLife) -> Settlement? {
        switch answer {
        case .accepted: .sent
        case .refusedNow: .refusedNow(refusals: life.wasRefused ? 1 : 0, at: Self.now, jitter: 0)
        case .refusedForEver: Settlement(phase: .failed, failure: .permanent)
        case .trouble: .providerTrouble(until: Self.now.adding(minutes: 1), at: Self.now)
        case .notBegun: .notBegun(at: Self.now)
        case .unknown: unknown(life.wires)
        case .empty, .claimed, .wired: nil
        }
    }
}
