/// Fisher's exact test of a two by two table.
enum FisherExact {
    /// How probable a table at most as probable as this one is, were both rates the same and the sums as they are.
    ///
    /// - Source: R. A. Fisher; two-sided as R's `fisher.test` sums it, tables of equal probability taken in up to the
    ///   same relative rounding.
    static func twoSidedP(_ a: Proportion, _ b: Proportion) -> Double {
        let table = Hypergeometric(a, b)
        let weights = table.weights
        let limit = weights[a.successes - table.lowest] * (1 + 1e-7)
        let surprising = weights.filter { $0 <= limit }.reduce(0, +)
        return min(1, surprising / weights.reduce(0, +))
    }

    /// The tables with the sums of one, by the successes of the first arm.
    private struct Hypergeometric {
        let total: Int
        let other: Int
        let successes: Int

        init(_ a: Proportion, _ b: Proportion) {
            total = a.total
            other = b.total
            successes = a.successes + b.successes
        }

        var lowest: Int { max(0, successes - other) }
        private var highest: Int { min(total, successes) }
        private var mode: Int {
            let mode = Double(successes + 1) * Double(total + 1) / Double(total + other + 2)
            return min(max(Int(mode), lowest), highest)
        }

        /// From the lowest to the highest, the most probable one about 1: no logarithm of a factorial is needed, and
        /// what is too improbable to matter becomes 0.
        var weights: [Double] {
            var weights = [Double](repeating: 0, count: highest - lowest + 1)
            let mode = mode
            weights[mode - lowest] = 1
            for x in stride(from: mode, to: highest, by: 1) {
                weights[x + 1 - lowest] = weights[x - lowest] * step(from: x)
            }
            for x in stride(from: mode, to: lowest, by: -1) {
                weights[x - 1 - lowest] = weights[x - lowest] / step(from: x - 1)
            }
            return weights
        }

        /// By how much one more success in the first arm is more probable.
        private func step(from x: Int) -> Double {
            Double(successes - x) * Double(total - x) / (Double(x + 1) * Double(other - successes + x + 1))
        }
    }
}
