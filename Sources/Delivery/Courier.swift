/// What carries messages to people: a provider, or a folder.
///
/// A courier knows no database. It keeps its connections from one group to the next.
///
/// None has an idempotency window, and none can be asked by a reference of ours what became of a message; each says why.
/// So what nobody answered for is settled at once (`Settlement.unknown`), and later receipts mend it.
public protocol Courier {
    /// The provider's name, under which its state is kept: `smtp`, `twilio`, `push`, `files`.
    var name: String { get }
    var limits: CourierLimits { get }

    /// Carries a group, and answers an outcome for each message in the order of `messages`.
    ///
    /// Returns within 35 seconds: what has not begun after 10 is not begun, and what has begun takes 20 at most. Returns
    /// within 20 of the moment at which the process was asked to end.
    func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome]

    /// What it learned of single devices since it was asked last; each once.
    func takeNews() -> [DeviceNews]
}

extension Courier {
    /// Carries a group alone and to its end.
    public func deliver(_ messages: [OutgoingMessage]) -> [Outcome] {
        deliver(messages, under: DeliveryConditions())
    }

    /// Only push services know devices.
    public func takeNews() -> [DeviceNews] { [] }
}
