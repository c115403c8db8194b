/// The addresses in one message that lead back to the clinic; nil for one that it does not have.
public struct MessageLinks: Sendable, Hashable {
    /// Where the recipient says that this is the last of its kind; nil for care that offers none.
    public let unsubscribe: String?
    /// Where the recipient chooses what to get, in marketing; nil for care.
    public let preferences: String?
    /// Where the visit of the message is confirmed, and where another time is asked for: the recipient's own, so they
    /// are never counted or kept.
    public let confirm: String?
    public let reschedule: String?
    /// Where the recipient answers the clinic's survey: as much the recipient's own.
    public let survey: String?

    public init(
        unsubscribe: String? = nil, preferences: String? = nil, confirm: String? = nil, reschedule: String? = nil,
        survey: String? = nil
    ) {
        self.unsubscribe = unsubscribe
        self.preferences = preferences
        self.confirm = confirm
        self.reschedule = reschedule
        self.survey = survey
    }

    /// The same with the way to a survey.
    public func leading(toSurvey survey: String?) -> MessageLinks {
        MessageLinks(
            unsubscribe: unsubscribe, preferences: preferences, confirm: confirm, reschedule: reschedule, survey: survey
        )
    }

    /// What stands in where a message is only asked whether it can be filled.
    public static let placeholders = MessageLinks(unsubscribe: "-", confirm: "-", reschedule: "-", survey: "-")

    var all: Set<String> { Set([unsubscribe, preferences, confirm, reschedule, survey].compactMap(\.self)) }

    /// The same without those about a visit that is no longer to come.
    var withoutVisit: MessageLinks {
        MessageLinks(unsubscribe: unsubscribe, preferences: preferences, survey: survey)
    }

    /// The same with those about a visit.
    public func asking(confirm: String, reschedule: String) -> MessageLinks {
        MessageLinks(
            unsubscribe: unsubscribe, preferences: preferences, confirm: confirm, reschedule: reschedule, survey: survey
        )
    }
}
