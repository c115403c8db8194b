import Campaigns

/// What a campaign of its kind is for, as far as that can be counted.
struct StatsGoal {
    let name: String
    /// Where its funnel leads.
    let place: String
    /// nil for confirmed visits, which are counted by visit.
    let measure: Tally.Measure?

    /// nil for a campaign that only tells.
    init?(of campaign: Campaign) {
        switch (campaign.type, campaign.purpose) {
        case (.reminder, _): (name, place, measure) = ("Confirmed", "visit", nil)
        case (.survey, .care): (name, place, measure) = ("Answered", "answer", .answered)
        case (_, .marketing): (name, place, measure) = ("Booked", "booking", .booked)
        default: return nil
        }
    }
}
