import CivilTime

extension CalcInput {
    /// The next local times of a recurrence, strictly after a time. Without `after`, those from `start` on.
    func recurrence() throws -> JSON {
        let zone = try zone()
        let start = try localTime("start", in: zone)
        let rule = try required(value("rule"), "rule")
        let recurrence = try recurrence(rule, start)
        let after = try instant("after", in: zone) ?? zone.instant(of: recurrence.start).adding(seconds: -1)
        let next = recurrence.next(try amount(), after: after, in: zone)
        return ["next": .array(next.map { .string(zone.civil(at: $0).text) })]
    }

    private func recurrence(_ rule: JSON, _ start: CivilDateTime?) throws -> Recurrence {
        do {
            return try Recurrence(json: rule, start: start)
        } catch {
            let sentences = error.problems.map { problem in
                (problem.field.isEmpty ? "rule" : "rule.\(problem.field)") + ": \(problem.message)"
            }
            throw CalcProblem(sentences.joined(separator: " "))
        }
    }

    private func localTime(_ field: String, in zone: Zone) throws -> CivilDateTime? {
        guard let text = value(field)?.stringValue, let local = CivilDateTime(text) else {
            return try instant(field, in: zone).map { zone.civil(at: $0) }
        }
        return local
    }

    private func amount() throws(CalcProblem) -> Int {
        guard let given = value("count") else { return 1 }
        guard let count = given.integerValue, (1...1_000).contains(count) else {
            throw CalcProblem("count: a number from 1 to 1000 is expected")
        }
        return Int(count)
    }
}
