import Campaigns

/// What became of visits, in a sentence or two.
struct VisitWords {
    let outcomes: VisitOutcomes

    var sentence: String {
        guard outcomes.all.visits > 0 else { return "No visit began in these days." }
        guard outcomes.all.settled > 0 else {
            return "The booking system has not told yet of any visit in these days whether the patient came."
        }
        if outcomes.unreminded.settled > 0, !outcomes.areComparable { return few }
        let with = Share(outcomes.reminded.missed, of: outcomes.reminded.settled)
        let without = Share(outcomes.unreminded.missed, of: outcomes.unreminded.settled)
        switch (with.text, without.text) {
        case (let with?, let without?):
            return "Of the visits with a reminder \(with) were missed, of those without one \(without). "
                + "Who gets no reminder may differ in other ways too, such as booking late."
        case (let with?, nil): return "Of the visits with a reminder \(with) were missed. Every visit had one."
        case (nil, let without?): return "Of the visits \(without) were missed. None of them had a reminder."
        case (nil, nil): return "Nothing is known of these visits yet."
        }
    }

    private var few: String {
        let kinds = [(outcomes.reminded, "a reminder"), (outcomes.unreminded, "no reminder")]
        let known = kinds.map { visits, what in
            "\(Numbers.grouped(visits.missed)) of \(Numbers.grouped(visits.settled)) with \(what)"
        }
        return "Missed: \(known.joined(separator: ", ")). These are too few to compare."
    }
}

extension VisitOutcomes {
    /// Below so many visits of each kind a share says nothing.
    private static let fewest = 20

    /// Whether there are enough with and without a reminder to hold them against each other.
    var areComparable: Bool { reminded.settled >= Self.fewest && unreminded.settled >= Self.fewest }
}
