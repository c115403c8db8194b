import Campaigns

/// What became of a change that staff asked for.
public enum EditOutcome<Current: Sendable>: Sendable {
    case done
    /// Somebody changed it since it was read: this is how it is now, and who of the staff did it, if known.
    case stale(Current, by: String?)
    /// It can no longer be changed: the campaign stands here.
    case fixed(CampaignStatus)
    /// The clinic has none of this id.
    case gone

    public var isDone: Bool {
        if case .done = self { true } else { false }
    }
}
