import Campaigns

/// Which of some languages a browser's owner reads best, by its `Accept-Language` (RFC 9110, 12.5.4).
enum SpokenLanguage {
    /// - Parameters:
    ///   - header: nil for a browser that does not say.
    ///   - offered: tags of primary languages; the first where the header asks for none of them.
    static func best(_ header: String?, of offered: [String]) -> String {
        var best: (language: String, weight: Double)?
        for range in (header ?? "").prefix(longestHeader).split(separator: ",").prefix(mostRanges) {
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard let tag = parts.first, let primary = tag.split(separator: "-").first.map(String.init) else {
                continue
            }
            let language = primary == "*" ? offered[0] : primary
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            // Of equals the first counts.
            guard offered.contains(language), weight > best?.weight ?? 0 else { continue }
            best = (language, weight)
        }
        return best?.language ?? offered[0]
    }

    /// Browsers send a few.
    private static let mostRanges = 20
    private static let longestHeader = 1_000
}
