/// The same numbers for the same seed, so that a failing case can be run again.
///
/// - Source: Sebastiano Vigna's SplitMix64.
public struct SeededGenerator: RandomNumberGenerator {
    /// What it began with; a failure names it.
    public let seed: UInt64
    private var state: UInt64

    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    public mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    public mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    public mutating func one<T>(of choices: [T]) -> T {
        guard let choice = choices.randomElement(using: &self) else { preconditionFailure("nothing to choose from") }
        return choice
    }
}
