import Campaigns

/// What became of a step in a campaign's life.
public enum LifeOutcome: Sendable, Hashable {
    case done
    /// Something stands against it; every problem found.
    case refused([Problem])
    /// It does not stand where this begins.
    case wrongStatus(CampaignStatus)
    /// The draft was changed since it was looked at: now at this version.
    case stale(version: Int)
    /// What can be undone only for a while no longer can.
    case tooLate
    /// The clinic has none of this id.
    case gone
}
