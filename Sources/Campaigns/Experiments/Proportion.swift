/// How many of a number of people did what was hoped for.
public struct Proportion: Sendable, Hashable {
    /// From 0 to `total`.
    public let successes: Int
    /// At least 1.
    public let total: Int

    /// The largest number of people that arithmetic is exact for.
    public static let maximumTotal = 1_000_000_000

    /// nil for counts of which no rate can be told: nobody, more successes than people, or more people than
    /// `maximumTotal`.
    public init?(_ successes: Int, of total: Int) {
        guard (1...Self.maximumTotal).contains(total), (0...total).contains(successes) else { return nil }
        self.successes = successes
        self.total = total
    }

    public var failures: Int { total - successes }

    /// From 0 to 1.
    public var rate: Double { Double(successes) / Double(total) }
}
