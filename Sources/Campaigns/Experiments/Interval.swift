/// Between which values something lies that was estimated, both ends included.
public struct Interval: Sendable, Hashable {
    public let lower: Double
    public let upper: Double

    public init(_ lower: Double, _ upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

    /// As it crosses the border: `[lower, upper]`.
    public var json: JSON { [.number(lower), .number(upper)] }
}

extension Proportion {
    /// The rates that would not make this one surprising: Wilson's score interval at 95 %, inside 0 to 1.
    ///
    /// - Source: E. B. Wilson, JASA 22 (1927) 209–212.
    public var wilsonInterval: Interval {
        let z = Normal.twoSided95
        let n = Double(total)
        let middle = (rate + z * z / (2 * n)) / (1 + z * z / n)
        let reach = z / (1 + z * z / n) * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot()
        // With none or all the end is exact; the formula would miss it by a rounding.
        return Interval(
            successes == 0 ? 0 : max(0, middle - reach), failures == 0 ? 1 : min(1, middle + reach))
    }
}
