extension CalcInput {
    /// How two arms compare: `a` and `b` are successes and people.
    func proportions() throws -> JSON {
        let arms = TwoProportions(try proportion("a"), try proportion("b"))
        return [
            "z": arms.z.map { .number($0) } ?? .null, "p": .number(arms.p), "test": .string(arms.test.rawValue),
            "wilsonA": arms.a.wilsonInterval.json, "wilsonB": arms.b.wilsonInterval.json,
            "difference": arms.difference.json, "decided": .bool(arms.isDecided),
        ]
    }

    /// How many people per arm a difference needs; `power` and `alpha` may be left out.
    func sampleSize() throws -> JSON {
        let from = try number("from", in: 0...1)
        let to = try number("to", in: 0...1)
        guard from != to else { throw CalcProblem("to: must differ from \"from\"") }
        let alpha = try value("alpha").map { _ in try number("alpha", in: 0...1) } ?? TwoProportions.significance
        guard alpha > 0, alpha < 1 else { throw CalcProblem("alpha: must be between 0 and 1, without them") }
        let power = try value("power").map { _ in try number("power", in: 0...1) } ?? SampleSize.usualPower
        guard let size = SampleSize(from: from, to: to, power: power, alpha: alpha) else {
            throw CalcProblem("power: must be from alpha to under 1")
        }
        guard let people = size.perArm else { throw CalcProblem("to: too near to \"from\" for any number of people") }
        return ["perArm": .integer(Int64(people))]
    }

    private func proportion(_ field: String) throws -> Proportion {
        let counts = value(field)?.arrayValue?.map(\.integerValue) ?? []
        guard counts.count == 2, let successes = counts[0], let total = counts[1] else {
            throw CalcProblem("\(field): two whole numbers are expected, successes and people")
        }
        guard total != 0 else { throw CalcProblem("\(field): of nobody there is no rate") }
        guard let proportion = Proportion(Int(successes), of: Int(total)) else {
            throw CalcProblem(
                "\(field): successes from 0 to the number of people, and at most \(Proportion.maximumTotal) people are expected"
            )
        }
        return proportion
    }

    private func number(_ field: String, in range: ClosedRange<Double>) throws -> Double {
        guard let number = value(field)?.numberValue, range.contains(number) else {
            throw CalcProblem(
                "\(field): a number from \(Int(range.lowerBound)) to \(Int(range.upperBound)) is expected")
        }
        return number
    }
}
