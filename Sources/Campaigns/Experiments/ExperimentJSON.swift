import CivilTime

extension Experiment {
    /// As its column holds it.
    public var storedText: String {
        JSON.object([
            "key": .string(key.text), "weight": .integer(Int64(weight)),
            "challengers": .array(
                challengers.map { one in
                    [
                        "template": one.template.map { .integer($0.rawValue) } ?? .null,
                        "weight": .integer(Int64(one.weight)),
                    ]
                }),
            "holdoutWeight": .integer(Int64(holdoutWeight)), "goal": .string(goal.rawValue),
            "endsAt": .string(endsAt.text), "picksWinner": .bool(picksWinner),
        ]).text
    }

    /// Reads such a text; nil for one that is not ours.
    public init?(storedText: String) {
        // A text that is no JSON is not ours either.
        guard let json = try? JSON.parse(Array(storedText.utf8)),
            let key = json["key"]?.stringValue.flatMap({ ExperimentKey($0) }), let weight = json.count("weight"),
            let holdout = json.count("holdoutWeight"), let goal = json["goal"]?.stringValue.flatMap(Goal.init),
            let endsAt = json["endsAt"]?.stringValue.flatMap({ CivilDateTime($0) }),
            let picksWinner = json["picksWinner"]?.boolValue, let entries = json["challengers"]?.arrayValue
        else { return nil }
        let challengers = entries.compactMap { entry in
            entry.count("weight").map {
                Challenger(template: entry["template"]?.integerValue.map { ID($0) }, weight: $0)
            }
        }
        guard challengers.count == entries.count else { return nil }
        self.init(
            key: key, weight: weight, challengers: challengers, holdoutWeight: holdout, goal: goal, endsAt: endsAt,
            picksWinner: picksWinner)
    }
}

extension JSON {
    fileprivate func count(_ field: String) -> Int? { self[field]?.integerValue.flatMap { Int(exactly: $0) } }
}
