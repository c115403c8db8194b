import CivilTime

/// What a test needs before it can decide anything, told before it starts (rules.md 6, business rule 6).
public struct ExperimentOutlook: Sendable, Hashable {
    /// How many people come to the step.
    public enum Flow: Sendable, Hashable {
        /// One by one, by what was seen of the campaign.
        case seen(perMonth: Int)
        /// One by one, by how often what starts it happens: nobody has come here yet.
        case expected(perMonth: Int)
        /// All at once: the audience as it is.
        case audience(Int)
    }

    /// Of the people who got the step's message, how many did what the test counts; nil where too few got it.
    public let past: Proportion?
    public let flow: Flow
    /// Percent of the smallest arm.
    public let smallestShare: Int
    public let goal: Experiment.Goal
    /// Days until the test ends; nil while no end is set.
    public let days: Int?

    public init(past: Proportion?, flow: Flow, smallestShare: Int, goal: Experiment.Goal, days: Int?) {
        self.past = past.flatMap { $0.total < Self.fewestPeople ? nil : $0 }
        self.flow = flow
        self.smallestShare = max(1, min(100, smallestShare))
        self.goal = goal
        self.days = days
    }

    /// Of fewer people no rate is told.
    public static let fewestPeople = 30
    /// The rate that stands in where none is known, and the difference that the sentence is about, in points.
    static let supposedRate = 20
    static let difference = 5
    static let daysOfMonth = 30

    /// The rate now, in whole percent.
    var rate: Int {
        guard let past else { return Self.supposedRate }
        return min(100 - Self.difference, max(1, Int((100 * past.rate).rounded())))
    }

    /// People in each arm to tell the rate from one that is five points higher.
    public var perArm: Int { Self.perArm(rate, rate + Self.difference) }

    private static func perArm(_ from: Int, _ to: Int) -> Int {
        let size = SampleSize(from: Double(from) / 100, to: Double(to) / 100)?.perArm ?? Int(Int32.max)
        return max(TwoProportions.minimumPerArm, size)
    }

    /// One sentence each; the first says what is needed, the others warn.
    public var sentences: [String] {
        let needed =
            "To tell \(rate) % from \(rate + Self.difference) % this needs \(ExperimentResult.grouped(perArm)) people for each message"
        return [basis, "\(needed); \(coming)."] + [warning].compactMap(\.self)
    }

    private var basis: String {
        guard let past else {
            return "How many \(goal.phrase) here is not known yet; say it is \(Self.supposedRate) %."
        }
        return "Of the last \(ExperimentResult.grouped(past.total)) people who got it, \(rate) % \(goal.phrase)."
    }

    private var coming: String {
        switch flow {
        case .seen(let month): "about \(ExperimentResult.grouped(month)) a month come here, so \(duration(at: month))"
        case .expected(let month):
            "nobody has come here yet, but about \(ExperimentResult.grouped(month)) a month would, so \(duration(at: month))"
        case .audience(let count):
            "the audience of \(ExperimentResult.grouped(count)) gives \(ExperimentResult.grouped(smallest(of: count))) to the smallest share"
        }
    }

    private func duration(at month: Int) -> String {
        guard month > 0 else { return "there is no telling how long" }
        let weeks = Double(perArm) * 100 / Double(smallestShare) / Double(month) * Double(Self.daysOfMonth) / 7
        if weeks > 120 * 4 { return "longer than ten years" }
        if weeks < 8 { return Self.about(max(1, Int(weeks.rounded())), "week") }
        return Self.about(Int((weeks * 7 / Double(Self.daysOfMonth)).rounded()), "month")
    }

    private static func about(_ count: Int, _ unit: String) -> String {
        "about \(count) \(unit)\(count == 1 ? "" : "s")"
    }

    private func smallest(of people: Int) -> Int { people * smallestShare / 100 }

    /// What the end, or the audience, allows to be told.
    private var warning: String? {
        let reached: Int
        let start: String
        switch flow {
        case .audience(let count):
            reached = smallest(of: count)
            start = "That is"
        case .seen(let month), .expected(let month):
            guard let days, days > 0 else { return nil }
            reached = smallest(of: month * days / Self.daysOfMonth)
            start = "By its end about \(ExperimentResult.grouped(reached)) people will have got each message,"
        }
        guard reached < perArm else { return nil }
        if reached < TwoProportions.minimumPerArm {
            return "\(start) too few: nothing is decided under \(TwoProportions.minimumPerArm) people for each message."
        }
        guard let told = (rate + 1...100).first(where: { Self.perArm(rate, $0) <= reached }) else {
            return "\(start) too few to tell any difference."
        }
        return "\(start) enough to tell \(rate) % from \(told) %, and no smaller difference."
    }
}
