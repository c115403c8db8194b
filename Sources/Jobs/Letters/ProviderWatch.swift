import Campaigns
import CivilTime
import Delivery
import Storage

/// Keeps a provider's state during a tick: opens the breaker on trouble, stops on refused credentials, and counts what it
/// answered.
struct ProviderWatch {
    private let place: Workplace
    private let name: String
    private var state: ProviderState
    private var breaker: Breaker
    private var isBreakerChanged = false
    private var newStop: ProviderState.Trouble?
    private var amounts: [ProviderTallyStore.Key: Int] = [:]

    init(_ place: Workplace, _ name: String) throws {
        self.place = place
        self.name = name
        state = try ProviderStore(place.db).state(of: name)
        breaker = Breaker(failures: state.failures, openUntil: state.openUntil)
    }

    /// Somebody may have started it since.
    mutating func readAgain() throws {
        state = try ProviderStore(place.db).state(of: name)
        breaker = Breaker(failures: state.failures, openUntil: state.openUntil)
    }

    var isStopped: Bool { state.isStopped }
    var openUntil: Instant? { breaker.openUntil }

    func isOpen(at now: Instant) -> Bool { breaker.isOpen(at: now) }

    mutating func note(_ outcome: Outcome, at now: Instant) {
        switch outcome {
        case .providerTrouble(let trouble):
            breaker = breaker.afterTrouble(at: now, retryAfterSeconds: trouble.retryAfterSeconds)
            state.trouble = ProviderState.Trouble(Self.kind(trouble.kind), code: trouble.code, at: now)
            isBreakerChanged = true
        case .unauthorised:
            guard !state.isStopped else { return }
            place.log("provider \(name) refuses our credentials and is stopped")
            state.isStopped = true
            newStop = ProviderState.Trouble(.credentials, code: outcome.code, at: now)
        case .accepted:
            guard breaker != .closed, !breaker.isOpen(at: now) else { return }
            breaker = .closed
            isBreakerChanged = true
        case .refused, .unknown, .notBegun: return
        }
    }

    /// What the provider answered over a message of a clinic.
    mutating func count(_ outcome: CourierAnswer.Outcome, of clinic: ID<Clinic>) {
        amounts[ProviderTallyStore.Key(clinic, outcome), default: 0] += 1
    }

    private static func kind(_ kind: ProviderTrouble.Kind) -> ProviderState.Trouble.Kind {
        switch kind {
        case .busy: .busy
        case .unreachable: .unreachable
        case .turnedAway: .turnedAway
        case .insecure: .insecure
        case .storage: .storage
        }
    }

    /// Keeps a change of the state; as a rule there is none.
    mutating func save(at now: Instant) throws {
        if isBreakerChanged {
            state.openUntil = breaker.openUntil
            state.failures = breaker.failures
            try ProviderStore(place.db).pause(name, state, at: now)
            isBreakerChanged = false
        }
        if let stop = newStop {
            try ProviderStore(place.db).stop(name, because: stop, at: now)
            newStop = nil
        }
    }

    /// Writes what was counted, once a lane is done.
    mutating func writeCounts(at now: Instant) throws {
        try ProviderTallyStore(place.db).add(amounts, of: name, at: now)
        amounts = [:]
    }
}
