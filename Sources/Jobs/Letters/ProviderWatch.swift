import CivilTime
import Delivery
import Storage

/// Keeps a provider's state during a tick: opens the breaker on trouble, stops on refused credentials.
struct ProviderWatch {
    private let place: Workplace
    private let name: String
    private var state: ProviderState
    private var breaker: Breaker
    private var isChanged = false

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
            isChanged = true
        case .unauthorised:
            if !state.isStopped { place.log("provider \(name) refuses our credentials and is stopped") }
            state.isStopped = true
            isChanged = true
        case .accepted:
            guard breaker != .closed, !breaker.isOpen(at: now) else { return }
            breaker = .closed
            isChanged = true
        case .refused, .unknown, .notBegun: return
        }
    }

    mutating func save(at now: Instant) throws {
        guard isChanged else { return }
        state.openUntil = breaker.openUntil
        state.failures = breaker.failures
        try ProviderStore(place.db).save(state, of: name, at: now)
        isChanged = false
    }
}
