/// What only steps have.
extension IntakeReader {
    mutating func waitExpression(_ key: String) -> Given<WaitExpression> {
        switch line(key, atMost: 120) {
        case .absent: return .absent
        case .cleared: return .cleared
        case .value(let text):
            do {
                return .value(try WaitExpression.parse(text))
            } catch {
                refuse(key, error.sentence)
                return .absent
            }
        }
    }

    /// One of the two says how long; where both do, they agree.
    mutating func wait(minutes: Given<Int64>, until: Given<WaitExpression>) -> Given<WaitExpression> {
        guard let minutes = minutes.value else { return until }
        guard let until = until.value else {
            return WaitSpan(Int(minutes), .minute).map { .value(.lasting($0)) } ?? .absent
        }
        if until.elapsedMinutes != Int(minutes) {
            refuse("waitDuration", "waitUntil says another time: send one of them.")
        }
        return .value(until)
    }

    /// The list as it came, once it makes sense: whose keys it keeps is known only beside the stored branch.
    mutating func branches(_ key: String) -> Given<JSON> {
        let given: Given<JSON> = given(key, expected: "Give a list of lanes.") { $0 }
        guard let json = given.value else { return given }
        do {
            _ = try DraftBranch(json: json, makeKey: { .blank })
            return given
        } catch {
            for problem in error.problems { refuse("\(key)\(problem.path)", problem.message) }
            return .absent
        }
    }

    mutating func lanes(_ key: String) -> Given<Set<LaneKey>> {
        given(key, expected: "Give a list of some of: yes, no.") { json -> Set<LaneKey>? in
            guard let elements = json.arrayValue else { return nil }
            let lanes = elements.compactMap { element in
                [LaneKey.yes, .no].first { $0.rawValue == element.stringValue }
            }
            return lanes.count == elements.count ? Set(lanes) : nil
        }
    }
}
