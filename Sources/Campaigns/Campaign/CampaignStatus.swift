/// Where a campaign stands in its life (rules.md 5).
public enum CampaignStatus: String, Sendable, Codable, CaseIterable {
    case draft = "DRAFT"
    case active = "ACTIVE"
    case paused = "PAUSED"
    case completed = "COMPLETED"
    case archived = "ARCHIVED"

    /// As staff read it.
    public var phrase: String {
        switch self {
        case .draft: "Draft"
        case .active: "Active"
        case .paused: "Paused"
        case .completed: "Completed"
        case .archived: "Archived"
        }
    }

    /// Whether its draft may be changed: what runs changes when that is published (rules.md 5).
    public var mayBeEdited: Bool {
        switch self {
        case .draft, .active, .paused: true
        case .completed, .archived: false
        }
    }

    /// Whether a campaign that stands here may go to `next`.
    public func mayBecome(_ next: CampaignStatus) -> Bool {
        switch (self, next) {
        case (.draft, .active), (.draft, .archived), (.active, .paused), (.paused, .active), (.active, .completed),
            (.paused, .completed), (.active, .archived), (.paused, .archived), (.completed, .archived):
            true
        default: false
        }
    }
}
