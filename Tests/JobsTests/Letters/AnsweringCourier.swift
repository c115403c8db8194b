import Delivery

@testable import Jobs

/// A provider that answers each message as it is told, by its turn.
final class AnsweringCourier: Courier {
    let name: String
    let limits: CourierLimits
    private let outcome: (Int) -> Outcome
    private(set) var handed = 0

    init(
        _ name: String = "smtp", limits: CourierLimits = CourierLimits(), outcome: @escaping (_ turn: Int) -> Outcome
    ) {
        (self.name, self.limits, self.outcome) = (name, limits, outcome)
    }

    func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome] {
        messages.map { _ in
            handed += 1
            return outcome(handed)
        }
    }
}
