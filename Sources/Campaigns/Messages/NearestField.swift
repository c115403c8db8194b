extension MergeField {
    /// The field that somebody meant who wrote `name`; nil when none is near.
    ///
    /// Capitals, dots and underscores do not count, and a third of the letters may be wrong (Levenshtein's distance). A
    /// name that says only the end of one field, as "first_name" does, means the first that ends so.
    static func nearest(to name: String) -> MergeField? {
        let wanted = letters(name)
        guard (3...longestName).contains(wanted.count) else { return nil }
        if let ending = allCases.first(where: { letters($0.rawValue).suffix(wanted.count).elementsEqual(wanted) }) {
            return ending
        }
        let near = allCases.map { ($0, distance(letters($0.rawValue), wanted)) }.min { $0.1 < $1.1 }
        guard let (field, wrong) = near, wrong * 3 <= wanted.count else { return nil }
        return field
    }

    private static let longestName = 40

    private static func letters(_ name: String) -> [Character] {
        name.lowercased().filter { $0.isLetter || $0.isNumber }.map(\.self)
    }

    /// How many letters have to be added, taken out or changed.
    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var row = Array(0...other.count)
        for (place, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for (column, second) in other.enumerated() {
                let changed = diagonal + (letter == second ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }
}
