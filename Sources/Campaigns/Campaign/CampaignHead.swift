/// What staff say about a campaign before anything else.
public struct CampaignHead: Sendable, Hashable, Codable {
    public var name: String
    public var description: String
    public var type: CampaignType
    public var purpose: Purpose

    /// - Parameter purpose: what the type leaves open; a type that is always marketing is marketing, a reminder is care
    ///   (rules.md 1.8).
    public init(name: String, description: String = "", type: CampaignType, purpose: Purpose = .care) {
        self.name = name
        self.description = description
        self.type = type
        self.purpose =
            type.isAlwaysMarketing ? .marketing : type.mayBeDeclaredMarketing ? purpose : .care
    }

    public static let maximumNameLength = 120
    public static let maximumDescriptionLength = 1_000
}

extension Campaign {
    public var head: CampaignHead {
        CampaignHead(name: name, description: description, type: type, purpose: purpose)
    }
}
