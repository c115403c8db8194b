/// The addresses in one message that lead back to the clinic; nil for one that it does not have.
public struct MessageLinks: Sendable, Hashable {
    /// Where the recipient says that this is the last of its kind; nil for care that offers none.
    public let unsubscribe: String?
    /// Where the visit of the message is confirmed, and where another time is asked for: the recipient's own, so they
    /// are never counted or kept.
    public let confirm: String?
    public let reschedule: String?

    public init(unsubscribe: String? = nil, confirm: String? = nil, reschedule: String? = nil) {
        self.unsubscribe = unsubscribe
        self.confirm = confirm
        self.reschedule = reschedule
    }

    /// What stands in where a message is only asked whether it can be filled.
    public static let placeholders = MessageLinks(unsubscribe: "-", confirm: "-", reschedule: "-")

    var all: Set<String> { Set([unsubscribe, confirm, reschedule].compactMap(\.self)) }

    /// The same without those about a visit that is no longer to come.
    var withoutVisit: MessageLinks { MessageLinks(unsubscribe: unsubscribe) }
}
