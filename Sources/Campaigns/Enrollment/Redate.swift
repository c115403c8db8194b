import CivilTime

/// Dates that were told anew, and what of a way does not count from them.
public struct Redating: Sendable, Hashable {
    public let at: Instant
    /// The steps before the first wait that counts from a changed date.
    let before: Set<ID<Step>>
}

extension Enrollment {
    /// Goes by dates of a treatment, an invoice or a birth that changed at `now`, as by a moved visit (rules.md 2.6, 3.3).
    ///
    /// Other than after a move, logical time stays: a date that is put right is meant to have been right before, and a
    /// chain of waits behind it must not begin anew at every correction. What was answered ahead of its new time is
    /// asked again.
    ///
    /// - Parameters:
    ///   - old: the facts before, about this enrollment's anchor; `new`: those after.
    /// - Returns: nil when no wait on the way counts from a date that changed; nothing is changed then.
    public mutating func redate(from old: Facts, to new: Facts, by terms: Terms, at now: Instant) -> Redating? {
        let dated = terms.datedWaits
        guard !dated.isEmpty else { return nil }
        let before = Itinerary(of: self, by: terms, facts: old, now: now).anchorTimes
        let itinerary = Itinerary(of: self, by: terms, facts: new, now: now)
        let after = itinerary.anchorTimes
        let first = itinerary.passages.firstIndex { passage in
            guard dated.contains(passage.step), let known = before[passage.step] else { return false }
            return known != after[passage.step]
        }
        guard let first else { return nil }
        scheduleVersion += 1
        openingVersion = scheduleVersion
        status = .running
        for passage in itinerary.passages[first...] where passage.from > now {
            if case .decided = passage.turn { decisions[passage.step] = nil }
        }
        return Redating(at: now, before: Set(itinerary.passages[..<first].map(\.step)))
    }
}

extension Terms {
    /// The waits that count from a date which a neighbour system may put right.
    public var datedWaits: Set<ID<Step>> {
        let own = trigger?.ownAnchor
        return Set(
            workflow.allSteps.compactMap { step in
                guard case .wait(let wait) = step.action, wait.expression.needsAnchor else { return nil }
                return (wait.expression.anchor ?? own)?.isDay == true ? step.id : nil
            })
    }
}

extension Itinerary {
    /// What each wait on the way counts from; nil for one that has nothing to count from.
    fileprivate var anchorTimes: [ID<Step>: AnchorTime?] {
        var times: [ID<Step>: AnchorTime?] = [:]
        for passage in passages {
            switch passage.turn {
            case .waited(let waiting): times[passage.step] = .some(waiting.anchorTime)
            case .stands, .gaveUp: times[passage.step] = .some(nil)
            case .sent, .awaitsEvent, .decided, .undecided: break
            }
        }
        return times
    }
}
