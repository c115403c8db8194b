import Campaigns

/// The lanes of a branch in a form: each with a name, a rule of lines and whether the way ends with it.
struct BranchForm: Equatable {
    struct Lane: Equatable, LaneFields {
        let key: String
        var name = ""
        var rules: RuleForm
        var exits = false

        init(key: String, offers: RuleOffers) {
            self.key = key
            rules = RuleForm(prefix: "lane-\(key)", offers: offers)
            rules.entries = [RuleForm.Entry(content: .line(RuleForm.Line(), kept: nil))]
        }
    }

    var lanes: [Lane] = []
    var otherwiseExits = false

    /// A new branch begins with one lane to fill in.
    init(offers: RuleOffers = .none) { lanes = [Lane(key: Self.fresh(1), offers: offers)] }

    init(_ branch: DraftBranch, offers: RuleOffers) {
        lanes = branch.lanes.map { stored in
            var lane = Lane(key: stored.key.rawValue, offers: offers)
            lane.name = stored.name
            lane.rules = RuleForm(prefix: lane.rules.prefix, stored.rule, offers: offers)
            lane.exits = stored.exits
            return lane
        }
        otherwiseExits = branch.otherwise?.exits ?? false
    }

    /// The form as it was posted, with lanes added, removed and moved where a button asked for it.
    init(_ form: Form, offers: RuleOffers) {
        let names = form.list("lane-name")
        let exits = Set(form.list("lane-exits"))
        for (index, key) in Self.keys(form.fields).enumerated() {
            var lane = Lane(key: key, offers: offers)
            let prefix = lane.rules.prefix
            lane.name = index < names.count ? names[index] : ""
            lane.rules = RuleForm(prefix: prefix, form, offers: offers)
            lane.exits = exits.contains(key)
            lanes.append(lane)
        }
        otherwiseExits = form.isTicked("otherwise-exits")
        rearrange(form, offers)
    }

    private mutating func rearrange(_ form: Form, _ offers: RuleOffers) {
        if let index = lanes.firstIndex(where: { $0.key == form["lane-remove"] }) { lanes.remove(at: index) }
        if let index = lanes.firstIndex(where: { $0.key == form["lane-up"] }), index > 0 {
            lanes.swapAt(index, index - 1)
        }
        if let index = lanes.firstIndex(where: { $0.key == form["lane-down"] }), index + 1 < lanes.count {
            lanes.swapAt(index, index + 1)
        }
        if !form["lane-add"].isEmpty, lanes.count < Branch.maximumLanes {
            let taken = Set(lanes.map(\.key))
            let number = (1...).first { !taken.contains(Self.fresh($0)) }
            lanes.append(Lane(key: Self.fresh(number ?? 1), offers: offers))
        }
    }

    /// Whether the form was sent by a button that changes its shape, and so is not to be saved.
    func isRearranged(_ form: Form) -> Bool {
        Self.buttons.contains { !form[$0].isEmpty } || lanes.contains { $0.rules.isRearranged(form) }
    }

    private static let buttons: Set = ["lane-add", "lane-remove", "lane-up", "lane-down"]

    private static func fresh(_ number: Int) -> String { "new\(number)" }

    /// The keys of the lanes that were posted, each once, and no more than a branch may have.
    private static func keys(_ fields: Fields) -> [String] {
        var keys: [String] = []
        for key in fields.values("lane-key") where LaneKey(rawValue: key) != nil && !keys.contains(key) {
            keys.append(key)
        }
        return Array(keys.prefix(Branch.maximumLanes))
    }

    /// The names that may come once.
    static func names(_ fields: Fields) -> Set<String> {
        keys(fields).reduce(buttons.union(["otherwise-exits"])) { $0.union(RuleForm.names("lane-\($1)")) }
    }

    /// The names that come once a lane, or once a line.
    static func lists(_ fields: Fields) -> Set<String> {
        keys(fields).reduce(["lane-key", "lane-name", "lane-exits"]) { $0.union(RuleForm.lists("lane-\($1)")) }
    }
}

extension BranchForm {
    /// The branch that the fields say; nil with what is wrong added to the form.
    ///
    /// - Parameter stored: the branch whose place it takes.
    func branch(_ form: inout Form, replacing stored: DraftBranch?) -> DraftBranch? {
        if lanes.isEmpty { form.add("lane-add", "Add a lane: without one there is nothing to part.") }
        var read: [(key: LaneKey?, name: String, rule: Rule, exits: Bool)] = []
        for lane in lanes {
            let name = lane.name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if name.unicodeScalars.count > Branch.maximumNameLength {
                form.add("lane-\(lane.key)-name", "This is too long: at most \(Branch.maximumNameLength) characters.")
            }
            guard let rule = lane.rules.rule(&form) else { continue }
            if rule == .everybody { form.add(lane.rules.name("add"), "Add a line that says what is asked.") }
            read.append((LaneKey(rawValue: lane.key), name, rule, lane.exits))
        }
        guard form.problems.isEmpty else { return nil }
        return (stored ?? DraftBranch()).replacing(lanes: read, otherwise: .init(exits: otherwiseExits))
    }
}
