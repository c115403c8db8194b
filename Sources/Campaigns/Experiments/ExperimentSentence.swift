import CivilTime

extension ExperimentResult {
    /// What can be said of it, as a sentence for staff.
    ///
    /// - Parameter endsAt: in the clinic's words, such as "Mon 15 Mar, 09:00".
    public func sentence(endsAt: String) -> String {
        guard let leader, let closest else { return "Too early to say: not every message has reached somebody yet." }
        if isDecided { return decision(leader, closest) }
        if !closest.isDecided || smallestReached < TwoProportions.minimumPerArm { return undecided(closest) }
        return "\(leader.phrase) is ahead; \(Self.chance(closest)). "
            + "The test decides on \(endsAt), since whoever looks often finds a difference once."
    }

    private func decision(_ leader: Arm, _ closest: TwoProportions) -> String {
        let from = Self.points(closest.difference.lower)
        let to = Self.points(closest.difference.upper)
        return "\(leader.phrase) is better: \(goal.phrase) by \(Self.percent(closest.a.rate)) against "
            + "\(Self.percent(closest.b.rate)), a difference of \(from) to \(to) points; \(Self.chance(closest))."
    }

    private func undecided(_ closest: TwoProportions) -> String {
        let start = hasEnded ? "Nothing is decided" : "Too early to say"
        let (reached, needed) = (smallestReached, neededPerArm)
        if closest.a.rate == closest.b.rate, reached >= needed { return "\(start): no difference is seen." }
        if reached < needed {
            let what = needed == TwoProportions.minimumPerArm ? "a comparison needs" : "this difference needs"
            return "\(start): \(Self.grouped(reached)) of the \(Self.grouped(needed)) per message \(what)."
        }
        return "\(start): \(Self.chance(closest))."
    }

    /// How often chance alone makes as large a difference, in words: "about once in 100 times".
    private static func chance(_ closest: TwoProportions) -> String {
        "by chance alone such a difference comes \(often(closest.p))"
    }

    static func often(_ p: Double) -> String {
        if p < 0.001 { return "less than once in 1,000 times" }
        let times = 1 / p
        if times < 1.5 { return "nearly every time" }
        if times < 2.5 { return "about every second time" }
        let step = times < 20 ? 1.0 : times < 200 ? 10 : 100
        return "about once in \(grouped(Int((times / step).rounded() * step))) times"
    }

    /// The same as its figure: "0.0102".
    public static func chance(_ p: Double) -> String { p < 0.001 ? "under 0.001" : fixed(p, 4) }

    /// "12.0 %".
    public static func percent(_ rate: Double) -> String { fixed(100 * rate, 1) + " %" }

    /// A difference of rates in points of percent, "−0.6".
    public static func points(_ difference: Double) -> String {
        let text = fixed(100 * difference, 1)
        return text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { scale, _ in 10 * scale }
        let whole = Int((abs(value) * scale).rounded())
        let sign = value < 0 && whole > 0 ? "-" : ""
        let fraction = String(whole % Int(scale))
        let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
        return "\(sign)\(whole / Int(scale)).\(zeros)\(fraction)"
    }

    /// "1,094".
    static func grouped(_ number: Int) -> String {
        let digits = String(number)
        return String(
            digits.enumerated().flatMap { index, digit in
                index > 0 && (digits.count - index).isMultiple(of: 3) ? [",", digit] : [digit]
            })
    }
}

extension Experiment.Goal {
    /// What recipients did, as staff read it.
    public var phrase: String {
        switch self {
        case .clicks: "clicked"
        case .confirmations: "confirmed"
        case .bookings: "booked"
        case .answers: "answered"
        }
    }

    /// The event that tells of it; nil for clicks, which sends tell of themselves.
    public var event: EventType? {
        switch self {
        case .clicks: nil
        case .confirmations: .appointmentConfirmed
        case .bookings: .appointmentBooked
        case .answers: .surveyAnswered
        }
    }
}
