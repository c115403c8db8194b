import CivilTime

/// Where ways part by rules: asked in order, the first that holds is taken, else the last resort; what is unknown does
/// not hold (rules.md 1.2).
struct Fork {
    let asked: [(key: LaneKey, rule: Rule)]
    let otherwise: LaneKey

    init(_ condition: Condition) {
        asked = [(.yes, condition.rule)]
        otherwise = .no
    }

    init(_ branch: Branch) {
        asked = branch.lanes.map { ($0.key, $0.rule) }
        otherwise = .otherwise
    }

    func answer(_ facts: Facts, at now: Instant) -> LaneKey {
        asked.first { $0.rule.matches(facts, at: now) == true }?.key ?? otherwise
    }

    /// The answer where nothing that can still change was asked on the way to it; nil elsewhere.
    func fixedAnswer(_ facts: Facts, at now: Instant) -> LaneKey? {
        for (key, rule) in asked {
            guard rule.isFixed else { return nil }
            if rule.matches(facts, at: now) == true { return key }
        }
        return otherwise
    }
}
