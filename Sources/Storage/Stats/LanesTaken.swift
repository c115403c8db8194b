import Campaigns
import CivilTime

/// The lanes that one way has newly taken, and those that it has left for them.
struct LanesTaken {
    private let changes: [(step: ID<Step>, lane: LaneKey, amount: Int)]

    init(_ new: [ID<Step>: LaneKey], instead old: [ID<Step>: LaneKey]) {
        let taken = new.filter { old[$0.key] != $0.value }.map { (step: $0.key, lane: $0.value, amount: 1) }
        let left = old.filter { new[$0.key] != $0.value }.map { (step: $0.key, lane: $0.value, amount: -1) }
        changes = taken + left
    }

    func deltas(of campaign: ID<Campaign>, in clinic: ID<Clinic>, at now: Instant) -> [Tally.Delta] {
        changes.map {
            Tally.Delta(
                clinic: clinic, campaign: campaign, step: $0.step, measure: .took, lane: $0.lane, at: now,
                amount: $0.amount)
        }
    }
}

extension EnrollmentRow {
    /// What its itinerary changes of the lanes that it took.
    func lanesTaken(by itinerary: Itinerary, at now: Instant) -> [Tally.Delta] {
        LanesTaken(itinerary.decisions, instead: lanesInRow).deltas(of: campaignID, in: clinicID, at: now)
    }
}
