/// Two arms held against each other (rules.md 6).
public struct TwoProportions: Sendable, Hashable {
    public enum Test: String, Sendable, Codable {
        /// The pooled two-proportion test.
        case z
        /// Fisher's exact test, where an expected cell is too small for it.
        case fisher
    }

    public let a: Proportion
    public let b: Proportion

    /// Nothing is called under so many recipients per arm (business rule 6).
    public static let minimumPerArm = 100
    /// A difference that chance alone makes less often than this is called.
    public static let significance = 0.05
    /// An expected cell under it calls for the exact test.
    static let smallestExpectedCell = 10

    public init(_ a: Proportion, _ b: Proportion) {
        self.a = a
        self.b = b
    }

    /// a − b in standard errors, by the rate of both together; nil when nobody or everybody succeeded.
    ///
    /// - Source: rules.md 6; the textbook's two-proportion test with pooled variance, no continuity correction.
    public var z: Double? {
        let successes = a.successes + b.successes
        guard successes > 0, successes < a.total + b.total else { return nil }
        let pooled = Double(successes) / Double(a.total + b.total)
        let variance = pooled * (1 - pooled) * (1 / Double(a.total) + 1 / Double(b.total))
        return (a.rate - b.rate) / variance.squareRoot()
    }

    public var test: Test {
        let sums = (a.successes + b.successes, a.failures + b.failures)
        // The smallest expected cell is the smaller arm's share of the rarer outcome; compared in whole numbers.
        let smallest = min(a.total, b.total) * min(sums.0, sums.1)
        return smallest < Self.smallestExpectedCell * (a.total + b.total) ? .fisher : .z
    }

    /// How often chance alone makes at least such a difference, two-sided.
    public var p: Double {
        guard test == .z, let z else { return FisherExact.twoSidedP(a, b) }
        return Normal.twoSidedP(z)
    }

    /// Where the true difference a − b lies, at 95 %.
    ///
    /// - Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10: Wilson's score without continuity
    ///   correction.
    public var difference: Interval {
        let (wilsonA, wilsonB) = (a.wilsonInterval, b.wilsonInterval)
        let middle = a.rate - b.rate
        let below = Self.length(a.rate - wilsonA.lower, wilsonB.upper - b.rate)
        let above = Self.length(wilsonA.upper - a.rate, b.rate - wilsonB.lower)
        return Interval(max(-1, middle - below), min(1, middle + above))
    }

    private static func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }

    /// Whether both arms have enough recipients to call anything.
    public var isLargeEnough: Bool { min(a.total, b.total) >= Self.minimumPerArm }

    /// Whether the difference is called.
    public var isDecided: Bool { isLargeEnough && p < Self.significance }

    /// How many recipients per arm would show the difference seen at power 0.8; nil without a difference, and for one
    /// so small that no number of people would.
    public var neededPerArm: Int? { SampleSize(from: a.rate, to: b.rate)?.perArm }
}
