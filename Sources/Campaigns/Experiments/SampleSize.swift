/// How many people a difference of two rates needs to be seen.
public struct SampleSize: Sendable, Hashable {
    /// The rates, from 0 to 1.
    public let from: Double
    public let to: Double
    /// How often a difference that is there shall be found.
    public let power: Double
    /// How often one that is not there may be.
    public let alpha: Double

    public static let usualPower = 0.8

    /// nil unless the rates differ and lie in 0 to 1, alpha between 0 and 1, and the power from alpha to under 1.
    public init?(
        from: Double, to: Double, power: Double = usualPower, alpha: Double = TwoProportions.significance
    ) {
        guard (0...1).contains(from), (0...1).contains(to), from != to, alpha > 0, (alpha..<1).contains(power) else {
            return nil
        }
        self.from = from
        self.to = to
        self.power = power
        self.alpha = alpha
    }

    /// People in each of two arms of the same size; nil for a difference too small for any number that can be counted.
    ///
    /// - Source: rules.md 6; J. L. Fleiss, Statistical Methods for Rates and Proportions, 2nd ed., section 3.2: the
    ///   normal approximation, variance pooled under the null, no continuity correction.
    public var perArm: Int? {
        let mean = (from + to) / 2
        let null = Normal.quantile(1 - alpha / 2) * (2 * mean * (1 - mean)).squareRoot()
        let alternative = Normal.quantile(power) * (from * (1 - from) + to * (1 - to)).squareRoot()
        let people = ((null + alternative) / (from - to)) * ((null + alternative) / (from - to))
        guard people < Double(Int32.max) * Double(Int32.max) else { return nil }
        return Int(people.rounded(.up))
    }
}
