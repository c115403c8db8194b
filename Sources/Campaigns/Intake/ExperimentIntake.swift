import CivilTime

/// The messages that a program lets a SEND try against its own.
public struct ExperimentIntake: Sendable, Hashable {
    private let weight: Int
    private let challengers: [Experiment.Challenger]
    private let holdoutWeight: Int
    private let goal: Experiment.Goal
    private let endsAt: CivilDateTime
    private let picksWinner: Bool

    /// Reads all of it; nil after a problem, which stays with the reader.
    init?(_ reader: inout IntakeReader) {
        let weight = reader.required("weight", reader.number("weight", in: 1...99))
        let challengers = reader.required(
            "challengers", reader.list("challengers", atMost: Arm.challengers.count, Self.challenger))
        let holdout = reader.number("holdoutWeight", in: 0...98)
        let goal = reader.required("goal", reader.word("goal", Experiment.Goal.self))
        let endsAt = reader.required("endsAt", reader.instant("endsAt"))
        let picksWinner = reader.yesNo("picksWinner")
        guard let weight, let challengers, let goal, let endsAt else { return nil }
        self.weight = Int(weight)
        self.challengers = challengers
        holdoutWeight = Int(holdout.value ?? 0)
        self.goal = goal
        self.endsAt = reader.context.zone.civil(at: endsAt)
        self.picksWinner = picksWinner.value ?? false
        let total = self.weight + challengers.map(\.weight).reduce(0, +) + holdoutWeight
        if total > 100 { reader.refuse("weight", "The shares add up to \(total) percent; at most 100 are there.") }
    }

    private static func challenger(_ reader: inout IntakeReader) -> Experiment.Challenger? {
        let template: ID<MessageTemplate>? = reader.required("templateId", reader.id("templateId"))
        let weight = reader.required("weight", reader.number("weight", in: 1...99))
        guard let template, let weight else { return nil }
        return Experiment.Challenger(template: template, weight: Int(weight))
    }

    /// - Parameter key: the stored experiment's, so that its households stay in their arms; else a fresh one.
    func experiment(key: ExperimentKey) -> Experiment {
        Experiment(
            key: key, weight: weight, challengers: challengers, holdoutWeight: holdoutWeight, goal: goal,
            endsAt: endsAt, picksWinner: picksWinner)
    }
}
