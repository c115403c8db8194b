import CivilTime

/// All that turns one send of a campaign into the message that its recipient gets.
public struct SendRendering: Sendable, Hashable {
    private let template: Result<ReadTemplate, MessageTextRefusal>
    private let language: String
    public let facts: Facts
    public let recipient: Recipient
    public let purpose: Purpose
    /// What the message is about; nil where that is no visit.
    public let visit: Appointment?
    public let links: MessageLinks

    public init(
        template: MessageTemplate, facts: Facts, recipient: Recipient, purpose: Purpose, visit: Appointment?,
        links: MessageLinks, at instant: Instant
    ) {
        let read = Result { () throws(MessageTextRefusal) in try ReadTemplate(template) }
        self.init(
            read: read, language: template.language, facts: facts, recipient: recipient, purpose: purpose, visit: visit,
            links: links, at: instant)
    }

    /// - Parameters:
    ///   - template: read before, once for all whom it is sent to.
    ///   - links: those about the visit count only while it is still to come.
    ///   - instant: when the message leaves.
    public init(
        template: ReadTemplate, facts: Facts, recipient: Recipient, purpose: Purpose, visit: Appointment?,
        links: MessageLinks, at instant: Instant
    ) {
        self.init(
            read: .success(template), language: template.template.language, facts: facts, recipient: recipient,
            purpose: purpose, visit: visit, links: links, at: instant)
    }

    private init(
        read template: Result<ReadTemplate, MessageTextRefusal>, language: String, facts: Facts, recipient: Recipient,
        purpose: Purpose, visit: Appointment?, links: MessageLinks, at instant: Instant
    ) {
        self.template = template
        self.language = language
        self.facts = facts
        self.recipient = recipient
        self.purpose = purpose
        self.visit = visit
        self.links = visit?.isToCome(at: instant) == true ? links : links.withoutVisit
    }

    /// The message, with what marketing has to carry (delivery.md 4); or why there is none.
    public var rendering: Rendering { rendering(tracked: { _ in nil }) }

    /// The same, with clicks led elsewhere.
    ///
    /// - Parameter tracked: where a click on marketing leads instead of its target, to be counted; nil leaves a link
    ///   alone. It is asked once for each target, and never for the recipient's own links.
    public func rendering(tracked: (_ target: String) throws -> String?) rethrows -> Rendering {
        let values = MergeValues.make(
            facts: facts, recipient: recipient, visit: visit, language: language, links: links)
        let rendering: Rendering
        switch template {
        case .success(let template): rendering = template.rendered(with: values)
        case .failure(let refusal): rendering = .unreadable(refusal)
        }
        guard case .message(let message) = rendering, purpose == .marketing, let unsubscribeURL = links.unsubscribe
        else {
            return rendering
        }
        let targets = Set(message.linkTargets).subtracting(links.all)
        let clicks = try Dictionary(uniqueKeysWithValues: targets.map { ($0, try tracked($0)) })
        return .message(
            message.replacingLinks { clicks[$0] ?? nil }.withMarketingFooter(
                MarketingFooter(
                    clinicName: facts.clinic.name, postalAddress: facts.clinic.postalAddress,
                    unsubscribeURL: unsubscribeURL, preferencesURL: links.preferences, language: language)))
    }
}
