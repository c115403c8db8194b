import Campaigns
import CivilTime
import Storage

/// Watches for messages that are refused for what they say, and pauses a campaign of which too many are (delivery.md 4).
struct ContentWatch {
    private let place: Workplace
    /// Campaigns of which a message was refused so since they were looked at.
    private var refused: [ID<Campaign>: ID<Clinic>] = [:]
    /// Those whose first messages are past and went well: nothing more is asked of them in this tick.
    private var cleared: Set<ID<Campaign>> = []

    init(_ place: Workplace) { self.place = place }

    var hasRefusals: Bool { !refused.isEmpty }

    mutating func note(_ reading: OutcomeReading, of send: ClaimedSend) {
        guard reading.word == .refusedForEver, reading.cause == .content, !cleared.contains(send.campaignID) else {
            return
        }
        refused[send.campaignID] = send.clinicID
    }

    mutating func pause(at now: Instant) throws {
        let pauses = SelfPauseStore(place.db, revisions: place.revisions)
        for (campaign, clinic) in refused.sorted(by: { $0.key < $1.key }) {
            switch try pauses.decide(campaign, in: clinic, at: now) {
            case .paused: place.log("campaign \(campaign) pauses itself: its messages are refused for what they say")
            case .cleared: cleared.insert(campaign)
            case .open: break
            }
        }
        refused = [:]
    }
}
