/// A branch as the border has it, the specification's `branches`: one entry a lane in the order asked, *otherwise* last.
///
/// `{"key":"b1","name":"Braces","rule":{…},"exits":false}`, or with a `weight` in percent in place of the rule where
/// chance parts; *otherwise* has neither.
extension DraftBranch {
    public var json: JSON {
        let asked = lanes.map { lane in
            let rule = lane.weight == nil ? lane.rule.json : .null
            let weight = lane.weight.map { [JSON.Member(key: "weight", value: .integer(Int64($0)))] } ?? []
            return JSON.object(
                [
                    JSON.Member(key: "key", value: .string(lane.key.rawValue)),
                    JSON.Member(key: "name", value: .string(lane.name)), JSON.Member(key: "rule", value: rule),
                ] + weight + [JSON.Member(key: "exits", value: .bool(lane.exits))])
        }
        let last = otherwise.map { otherwise in
            JSON.object([
                "key": .string(LaneKey.otherwise.rawValue), "name": .string("Otherwise"), "rule": .null,
                "exits": .bool(otherwise.exits),
            ])
        }
        return .array(asked + [last].compactMap(\.self))
    }

    /// Reads such a list. A lane without a key, or with one that this branch has not, is a new one; an entry without a
    /// rule is *otherwise*.
    ///
    /// - Parameter stored: the branch that the list takes the place of; nil for a new step.
    /// - Parameter makeKey: draws the key of a branch that begins to part by chance.
    /// - Throws: all that is wrong, each at its place: "[1].rule.value".
    public init(json: JSON, replacing stored: DraftBranch? = nil, makeKey: () -> ExperimentKey)
        throws(RuleRefusal)
    {
        var reader = BranchReader()
        let lanes = reader.lanes(json)
        let key = reader.weights.isEmpty ? nil : stored?.drawKey ?? makeKey()
        if !reader.weights.isEmpty, reader.weights.count < lanes.count {
            reader.problems.append(RulePath.top.problem("Give each lane a rule, or each a weight."))
        }
        guard reader.problems.isEmpty else { throw RuleRefusal(problems: reader.problems) }
        let branch = (stored ?? DraftBranch()).replacing(lanes: lanes, otherwise: reader.otherwise)
        self = key.map { branch.drawn(by: reader.weights, key: $0) } ?? branch
    }

    /// As its column holds it: with the number of lanes that it ever had.
    public var storedText: String {
        JSON.object(["added": .integer(Int64(added)), "lanes": json, "key": drawKey.map { .string($0.text) } ?? .null])
            .text
    }

    /// - Throws: `RuleRefusal`, or `JSONProblem` for what is no JSON: only for a text that is not ours.
    public init(storedText: String) throws {
        let stored = try JSON.parse(Array(storedText.utf8))
        var reader = BranchReader()
        let read = reader.lanes(stored["lanes"] ?? .null)
        let lanes = read.compactMap { lane in
            lane.key.map { Lane(key: $0, name: lane.name, rule: lane.rule, exits: lane.exits) }
        }
        guard reader.problems.isEmpty, lanes.count == read.count, let added = stored["added"]?.integerValue else {
            throw RuleRefusal(problems: reader.problems)
        }
        self.init(lanes: lanes, otherwise: reader.otherwise, added: Int(added))
        if let key = stored["key"]?.stringValue.flatMap({ ExperimentKey($0) }), reader.weights.count == lanes.count {
            self = drawn(by: reader.weights, key: key)
        }
    }
}

/// One pass over a branch's JSON that collects what is wrong with it.
private struct BranchReader {
    var problems: [RuleProblem] = []
    var otherwise: DraftBranch.Otherwise?
    /// Of the lanes that chance picks, in their order.
    var weights: [Int] = []

    typealias Lane = (key: LaneKey?, name: String, rule: Rule, exits: Bool)

    private static let members: Set = ["key", "name", "rule", "weight", "exits"]

    mutating func lanes(_ json: JSON) -> [Lane] {
        guard let entries = json.arrayValue else {
            problems.append(RulePath.top.problem("Give a list of lanes, the one without a rule last."))
            return []
        }
        guard entries.count <= Branch.maximumLanes + 1 else {
            problems.append(RulePath.top.problem("A branch has at most \(Branch.maximumLanes) lanes."))
            return []
        }
        return entries.enumerated().compactMap { index, entry in
            lane(entry, at: RulePath.top.element(index), isLast: index == entries.count - 1)
        }
    }

    private mutating func lane(_ entry: JSON, at path: RulePath, isLast: Bool) -> Lane? {
        guard let members = entry.objectValue else {
            problems.append(path.problem("Give {\"name\":…,\"rule\":{…},\"exits\":false}."))
            return nil
        }
        for member in members where !Self.members.contains(member.key) {
            problems.append(
                path.member(member.key).problem("A lane has key, name, rule or weight, and exits, and nothing else."))
        }
        let exits = exits(entry, at: path)
        let name = name(entry, at: path)
        let key = key(entry, at: path)
        if let weight = entry["weight"], !weight.isNull { return drawn(entry, weight, key, name, exits, at: path) }
        guard let json = entry["rule"], !json.isNull else {
            if !isLast { problems.append(path.member("rule").problem("Only the last lane, “otherwise”, has no rule.")) }
            if let key, key != .otherwise {
                problems.append(path.member("rule").problem("Give the rule of this lane."))
            }
            otherwise = DraftBranch.Otherwise(exits: exits)
            return nil
        }
        if key == .otherwise {
            problems.append(path.member("rule").problem("The lane “otherwise” has no rule."))
            return nil
        }
        do {
            return (key, name, try Rule(json: json), exits)
        } catch {
            let rule = path.member("rule")
            problems += error.problems.map { problem in
                problem.path.isEmpty
                    ? rule.problem(problem.message) : rule.member(problem.path).problem(problem.message)
            }
            return nil
        }
    }

    private mutating func drawn(
        _ entry: JSON, _ weight: JSON, _ key: LaneKey?, _ name: String, _ exits: Bool, at path: RulePath
    ) -> Lane? {
        if let rule = entry["rule"], !rule.isNull {
            problems.append(path.member("rule").problem("Give a rule or a weight, not both."))
        }
        guard let percent = weight.integerValue, (1...100).contains(percent), key != .otherwise else {
            problems.append(path.member("weight").problem("Give a whole number of percent from 1 to 100."))
            return nil
        }
        weights.append(Int(percent))
        return (key, name, .everybody, exits)
    }

    private mutating func exits(_ entry: JSON, at path: RulePath) -> Bool {
        guard let given = entry["exits"], !given.isNull else { return false }
        if given.boolValue == nil { problems.append(path.member("exits").problem("Give true or false.")) }
        return given.boolValue ?? false
    }

    private mutating func name(_ entry: JSON, at path: RulePath) -> String {
        guard let given = entry["name"], !given.isNull else { return "" }
        guard let name = given.stringValue, name.count <= Branch.maximumNameLength, !name.contains(where: \.isNewline)
        else {
            problems.append(
                path.member("name").problem(
                    "Give a name of one line and at most \(Branch.maximumNameLength) characters."))
            return ""
        }
        return name
    }

    private mutating func key(_ entry: JSON, at path: RulePath) -> LaneKey? {
        guard let given = entry["key"], !given.isNull else { return nil }
        let key = given.stringValue.flatMap(LaneKey.init)
        if key == nil {
            problems.append(path.member("key").problem("Give the key as it was answered, or leave it away."))
        }
        return key
    }
}
