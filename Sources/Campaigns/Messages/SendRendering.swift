import CivilTime

/// All that turns one send of a campaign into the message that its recipient gets.
public struct SendRendering: Sendable, Hashable {
    public let template: MessageTemplate
    public let facts: Facts
    public let recipient: Recipient
    public let purpose: Purpose
    /// What the message is about; nil where that is no visit.
    public let visit: Appointment?
    /// Where the recipient says that this is the last of its kind; nil for care that offers none.
    public let unsubscribeURL: String?

    public init(
        template: MessageTemplate, facts: Facts, recipient: Recipient, purpose: Purpose, visit: Appointment?,
        unsubscribeURL: String?
    ) {
        self.template = template
        self.facts = facts
        self.recipient = recipient
        self.purpose = purpose
        self.visit = visit
        self.unsubscribeURL = unsubscribeURL
    }

    /// The message, with what marketing has to carry (delivery.md 4); or why there is none.
    public var rendering: Rendering {
        let values = MergeValues.make(
            facts: facts, recipient: recipient, visit: visit, language: template.language,
            unsubscribeURL: unsubscribeURL)
        guard case .message(let message) = template.rendered(with: values), purpose == .marketing, let unsubscribeURL
        else { return template.rendered(with: values) }
        return .message(
            message.withMarketingFooter(
                MarketingFooter(
                    clinicName: facts.clinic.name, postalAddress: facts.clinic.postalAddress,
                    unsubscribeURL: unsubscribeURL, language: template.language)))
    }
}
