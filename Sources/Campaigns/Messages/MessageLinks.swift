/// The addresses in one message that lead back to the clinic; nil for one that it does not have.
public struct MessageLinks: Sendable, Hashable {
    /// Where the recipient says that this is the last of its kind; nil for care that offers none.
    public var unsubscribe: String?
    /// Where the recipient chooses what to get, in marketing; nil for care.
    public var preferences: String?
    /// Where the visit of the message is confirmed, and where another time is asked for: the recipient's own, so they
    /// are never counted or kept.
    public var confirm: String?
    public var reschedule: String?
    /// Where the recipient answers the clinic's survey: as much the recipient's own.
    public var survey: String?
    /// The recipient's inbox.
    public var inbox: String?

    public init(
        unsubscribe: String? = nil, preferences: String? = nil, confirm: String? = nil, reschedule: String? = nil,
        survey: String? = nil, inbox: String? = nil
    ) {
        self.unsubscribe = unsubscribe
        self.preferences = preferences
        self.confirm = confirm
        self.reschedule = reschedule
        self.survey = survey
        self.inbox = inbox
    }

    /// What stands in where a message is only asked whether it can be filled.
    public static let placeholders = MessageLinks(
        unsubscribe: "-", confirm: "-", reschedule: "-", survey: "-", inbox: "-")

    var all: Set<String> {
        Set([unsubscribe, preferences, confirm, reschedule, survey, inbox].compactMap(\.self))
    }

    /// The same without those about a visit that is no longer to come.
    var withoutVisit: MessageLinks {
        var links = self
        links.confirm = nil
        links.reschedule = nil
        return links
    }

    /// The same with those about a visit.
    public func asking(confirm: String, reschedule: String) -> MessageLinks {
        var links = self
        links.confirm = confirm
        links.reschedule = reschedule
        return links
    }
}
