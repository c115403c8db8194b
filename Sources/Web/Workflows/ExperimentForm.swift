import Campaigns
import CivilTime

/// What stands in the fields that try other messages against a step's own, as text.
struct ExperimentForm: Equatable {
    /// The posted fields by name; missing ones are empty.
    private var texts: [String: String] = [:]

    static let names: Set<String> = Set(Arm.challengers.flatMap { [templateField($0), weightField($0)] }).union([
        weightField(.a), holdout, goal, date, time, winner,
    ])

    static let holdout = "holdout-weight"
    static let goal = "test-goal"
    static let date = "test-date"
    static let time = "test-time"
    static let winner = "test-winner"

    /// "arm-b".
    static func templateField(_ arm: Arm) -> String { "arm-\(arm.rawValue.lowercased())" }
    /// "weight-b".
    static func weightField(_ arm: Arm) -> String { "weight-\(arm.rawValue.lowercased())" }

    init() {}

    init(_ form: Form) {
        for name in Self.names { texts[name] = form[name] }
    }

    init(_ experiment: Experiment?) {
        guard let experiment else { return }
        for (arm, challenger) in zip(Arm.challengers, experiment.challengers) {
            self[Self.templateField(arm)] = challenger.template?.description ?? ""
            self[Self.weightField(arm)] = String(challenger.weight)
        }
        self[Self.weightField(.a)] = String(experiment.weight)
        self[Self.holdout] = experiment.holdoutWeight == 0 ? "" : String(experiment.holdoutWeight)
        self[Self.goal] = experiment.goal.rawValue
        self[Self.date] = experiment.endsAt.date.text
        self[Self.time] = experiment.endsAt.time.text
        self[Self.winner] = experiment.picksWinner ? "yes" : ""
    }

    subscript(name: String) -> String {
        get { texts[name] ?? "" }
        set { texts[name] = newValue }
    }

    /// The arms for which a message is chosen.
    var chosen: [Arm] { Arm.challengers.filter { !self[Self.templateField($0)].isEmpty } }

    /// Whether anything is tried.
    var isEmpty: Bool { chosen.isEmpty }
}
