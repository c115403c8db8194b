/// What a campaign is for; the purpose, the lane and the lateness limit follow from it (rules.md 1.8).
public enum CampaignType: String, Sendable, Codable, CaseIterable {
    case marketing = "MARKETING"
    case reminder = "REMINDER"
    case followUp = "FOLLOW_UP"
    case survey = "SURVEY"
    case reactivation = "REACTIVATION"

    /// As staff read it.
    public var phrase: String {
        switch self {
        case .marketing: "Marketing"
        case .reminder: "Reminder"
        case .followUp: "Follow-up"
        case .survey: "Survey"
        case .reactivation: "Reactivation"
        }
    }

    /// Whether the type is marketing whatever the clinic says.
    public var isAlwaysMarketing: Bool { self == .marketing || self == .reactivation }

    /// Whether each message asks again whether the patient is in the audience: marketing always does, reminders are bound
    /// only to their visit, other care does where staff want it (rules.md 4).
    public func asksAudienceAgain(_ purpose: Purpose, ifCare isWanted: Bool) -> Bool {
        purpose == .marketing || isWanted && self != .reminder
    }

    /// Whether a clinic may declare a campaign of this type marketing.
    public var mayBeDeclaredMarketing: Bool { self == .followUp || self == .survey }
}

/// Why a message is sent, which decides whose consent it needs.
public enum Purpose: String, Sendable, Codable, CaseIterable {
    case marketing, care
}

/// Which queue of the sender a message waits in; a lower lane is never delayed by a higher one.
public enum SendLane: Int, Sendable, Codable, CaseIterable {
    case reminder = 0
    case followUp = 1
    case survey = 2
    case marketing = 3

    public init(type: CampaignType, purpose: Purpose) {
        if purpose == .marketing {
            self = .marketing
            return
        }
        switch type {
        case .reminder: self = .reminder
        case .survey: self = .survey
        case .followUp, .marketing, .reactivation: self = .followUp
        }
    }
}
