import Campaigns
import CivilTime
import Storage

/// What a test of a step needs to be decided, and what parting by chance gives each lane, by the campaign's real past.
struct OutlookWords {
    let visit: Visit
    let draft: Draft
    /// nil for a step that was never saved.
    let step: ID<Step>?

    func sentences(of experiment: Experiment?) throws -> [String] {
        let goal = experiment?.goal ?? (draft.campaign.purpose == .marketing ? .clicks : .confirmations)
        let count = try past(goal)
        let outlook = ExperimentOutlook(
            past: count.flatMap { Proportion($0.succeeded, of: $0.reached) },
            flow: try flow(seen: count?.reachedPerMonth ?? 0),
            // Without a test the sentence is about two halves.
            smallestShare: experiment?.smallestShare ?? 50, goal: goal, days: experiment.map(daysLeft))
        return outlook.sentences
    }

    /// "About 300 people a month come here: 150 to the smallest lane, so about 3 weeks until it has 100."
    func sentences(ofSplit weights: [Int]) throws -> [String] {
        guard let smallest = weights.filter((1...100).contains).min() else { return [] }
        let enough = TwoProportions.minimumPerArm
        switch try flow(seen: try past(.bookings)?.peoplePerMonth ?? 0) {
        case .audience(let count):
            let share = count * smallest / 100
            let few = share < enough ? " Under \(enough) in a lane nothing can be told of it." : ""
            return [
                "The audience of \(Numbers.grouped(count)) gives \(Numbers.grouped(share)) to the smallest lane.\(few)"
            ]
        case .seen(let month), .expected(let month):
            let share = month * smallest / 100
            guard share > 0 else {
                return ["Nobody comes here yet. Under \(enough) in a lane nothing can be told of it."]
            }
            let weeks = max(1, (enough * 30 / 7 + share - 1) / share)
            return [
                """
                About \(Numbers.count(month, "person", "people")) a month would come here, \(Numbers.grouped(share)) of them to the \
                smallest lane: it has the \(enough) without which nothing can be told after \(Numbers.count(weeks, "week", "weeks")).
                """
            ]
        }
    }

    private func past(_ goal: Experiment.Goal) throws -> StepPast.Count? {
        guard draft.campaign.status != .draft else { return nil }
        return try StepPast(visit.db).count(
            step ?? ID(.max), of: draft.campaign.id, goal: goal, in: visit.clinicID, at: visit.now)
    }

    private func flow(seen month: Int) throws -> ExperimentOutlook.Flow {
        guard let event = draft.campaign.trigger?.event else {
            let who = draft.terms.who
            return .audience(try AudienceStore(visit.db).count(who, in: draft.clinic, at: visit.now))
        }
        if month > 0 { return .seen(perMonth: month) }
        return .expected(
            perMonth: try StepPast(visit.db).patientsPerMonth(of: event, in: visit.clinicID, at: visit.now))
    }

    private func daysLeft(_ experiment: Experiment) -> Int {
        Int(draft.clinic.zone.instant(of: experiment.endsAt).seconds - visit.now.seconds) / (24 * 60 * 60)
    }
}
