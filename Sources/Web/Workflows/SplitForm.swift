import Campaigns

/// The lanes of a branch that chance parts, in a form: each with a name, a weight and whether the way ends with it.
struct SplitForm: Equatable {
    struct Lane: Equatable, LaneFields {
        let key: String
        var name = ""
        var weight = ""
        var exits = false
    }

    var lanes: [Lane]
    var otherwiseExits = false

    /// A new one begins with two halves.
    init() { lanes = [Lane(key: "new1", weight: "50"), Lane(key: "new2", weight: "50")] }

    init(_ branch: DraftBranch) {
        lanes = branch.lanes.map {
            Lane(key: $0.key.rawValue, name: $0.name, weight: $0.weight.map(String.init) ?? "", exits: $0.exits)
        }
        otherwiseExits = branch.otherwise?.exits ?? false
    }

    /// The form as it was posted, with a lane added or removed where a button asked for it.
    init(_ form: Form) {
        let names = form.list("lane-name")
        let weights = form.list("lane-weight")
        let exits = Set(form.list("lane-exits"))
        lanes = []
        for (index, key) in form.list("lane-key").prefix(Branch.maximumLanes).enumerated() {
            guard LaneKey(rawValue: key) != nil, !lanes.contains(where: { $0.key == key }) else { continue }
            lanes.append(
                Lane(
                    key: key, name: index < names.count ? names[index] : "",
                    weight: index < weights.count ? weights[index] : "", exits: exits.contains(key)))
        }
        otherwiseExits = form.isTicked("otherwise-exits")
        lanes.removeAll { $0.key == form["lane-remove"] }
        if let index = lanes.firstIndex(where: { $0.key == form["lane-up"] }), index > 0 {
            lanes.swapAt(index, index - 1)
        }
        if let index = lanes.firstIndex(where: { $0.key == form["lane-down"] }), index + 1 < lanes.count {
            lanes.swapAt(index, index + 1)
        }
        if !form["lane-add"].isEmpty, lanes.count < Branch.maximumLanes { addLane() }
    }

    private mutating func addLane() {
        let taken = Set(lanes.map(\.key))
        let number = (1...).first { !taken.contains("new\($0)") } ?? 1
        lanes.append(Lane(key: "new\(number)"))
    }

    /// Whether the form was sent by a button that changes its shape, and so is not to be saved.
    func isRearranged(_ form: Form) -> Bool { Self.buttons.contains { !form[$0].isEmpty } }

    private static let buttons: Set = ["lane-add", "lane-remove", "lane-up", "lane-down"]
    static let names: Set<String> = buttons.union(["otherwise-exits"])
    static let lists: Set<String> = ["lane-key", "lane-name", "lane-weight", "lane-exits"]
}

extension SplitForm {
    /// The branch that the fields say; nil with what is wrong added to the form.
    ///
    /// - Parameters:
    ///   - stored: the branch whose place it takes.
    ///   - key: of the draw.
    func branch(_ form: inout Form, replacing stored: DraftBranch?, key: ExperimentKey) -> DraftBranch? {
        if lanes.isEmpty { form.add("lane-add", "Add a lane: without one there is nothing to part.") }
        let weights = lanes.map { Int($0.weight) ?? 0 }
        for (lane, weight) in zip(lanes, weights) {
            if !(1...100).contains(weight) {
                form.add("lane-\(lane.key)-weight", "Give a whole number of percent from 1 to 100.")
            }
            if lane.name.unicodeScalars.count > Branch.maximumNameLength {
                form.add("lane-\(lane.key)-name", "This is too long: at most \(Branch.maximumNameLength) characters.")
            }
        }
        let total = weights.reduce(0) { $0 + min($1, 1_000) }
        if form.problems.isEmpty, total > 100, let first = lanes.first {
            form.add(
                "lane-\(first.key)-weight", "The shares add up to \(total) percent; at most 100 are there.")
        }
        guard form.problems.isEmpty else { return nil }
        let read = lanes.map { lane in
            (
                key: LaneKey(rawValue: lane.key),
                name: lane.name.split(whereSeparator: \.isWhitespace).joined(separator: " "), rule: Rule.everybody,
                exits: lane.exits
            )
        }
        return (stored ?? DraftBranch()).replacing(lanes: read, otherwise: .init(exits: otherwiseExits))
            .drawn(by: weights, key: key)
    }
}
