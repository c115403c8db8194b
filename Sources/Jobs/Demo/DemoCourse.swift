/// The visits that a kind of treatment brings, one after the other.
struct DemoCourse {
    /// As treatments name it; nil for those who came for a consultation only.
    let treatment: String?
    /// Each visit with the days since the one before.
    let visits: [(type: String, days: ClosedRange<Int>)]
    /// The visit at which the treatment starts, and the one at which it ends.
    let start: String
    let end: String

    static func random(_ random: inout DemoRandom) -> DemoCourse {
        switch random.number(in: 1...100) {
        case ...55: braces(adjustments: random.number(in: 9...13))
        case ...82: aligners(checks: random.number(in: 6...9))
        default: consultation
        }
    }

    private static func braces(adjustments: Int) -> DemoCourse {
        let middle = [(type: "Adjustment", days: 33...56)]
        return DemoCourse(
            treatment: "braces",
            visits: [("Consultation", 3...12), ("Records", 7...16), ("Bonding", 14...28)]
                + Array(repeating: middle, count: adjustments).joined() + [("Debonding", 30...44)] + retainer,
            start: "Bonding", end: "Debonding")
    }

    private static func aligners(checks: Int) -> DemoCourse {
        let middle = [(type: "Aligner check", days: 40...62)]
        return DemoCourse(
            treatment: "aligners",
            visits: [("Consultation", 3...12), ("Records", 7...16), ("Aligner start", 20...35)]
                + Array(repeating: middle, count: checks).joined() + [("Attachment removal", 30...44)] + retainer,
            start: "Aligner start", end: "Attachment removal")
    }

    private static let consultation = DemoCourse(
        treatment: nil, visits: [("Consultation", 3...12)], start: "", end: "")

    private static let retainer = Array(repeating: (type: "Retainer check", days: 75...100), count: 6)
}
