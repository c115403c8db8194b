import Foundation

/// Holds a property against many random cases, new ones in every run.
///
/// Each case has a generator of its own, whose seed a failure should name: with that as `CAMPANILE_SEED`, the failing case
/// is the first of the next run.
public func forRandomCases(
    _ count: Int = 10_000, of property: String = #function, _ body: (inout SeededGenerator) throws -> Void
) rethrows {
    let told = ProcessInfo.processInfo.environment["CAMPANILE_SEED"].flatMap(UInt64.init)
    let seed = told ?? UInt64.random(in: 0...UInt64.max / 2)
    print("\(property): \(count) cases from seed \(seed)")
    for number in 0..<UInt64(count) {
        var random = SeededGenerator(seed: seed &+ number)
        try body(&random)
    }
}
