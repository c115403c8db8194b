/// What a text message asks for when it is one of the words that a gateway's customers may send (rules.md 8).
public enum Keyword: String, Sendable, Codable, CaseIterable {
    case optOut = "opt-out"
    case optIn = "opt-in"
    case help
    case confirm
    case reschedule
}

/// A text message read by its words.
///
/// - Source: rules.md 8 (`keyword`), lessons.md 5: never a part of a word, and never a word in the midst of a sentence.
public struct KeywordReading: Sendable, Hashable {
    /// nil where no rule understands it.
    public let keyword: Keyword?
    /// The word alone; capitals, blanks and a final stop do not count. Whatever says more is for staff to read.
    public let isBare: Bool

    /// - Parameters:
    ///   - language: a tag such as "es-MX"; English words hold in each.
    ///   - isOptedOut: whether the number that wrote is opted out; then *yes* means to hear from us again.
    public init(_ text: String, language: String, isOptedOut: Bool = false) {
        let vocabulary = KeywordVocabulary(language: language)
        if let word = vocabulary.word(Self.bare(text)) {
            (keyword, isBare) = (word.keyword(isOptedOut: isOptedOut), true)
            return
        }
        isBare = false
        let words = Self.words(text)
        let asked = Self.withoutPlease(words)
        if let first = asked.first, vocabulary.word(first) == .stop {
            keyword = .optOut
        } else if asked.count == 1, asked != words, let word = vocabulary.word(asked[0]), word != .leave {
            keyword = word.keyword(isOptedOut: isOptedOut)
        } else {
            keyword = nil
        }
    }

    /// The reading that counts of a text in one of several languages: the first that understands it.
    public init(_ text: String, languages: [String], isOptedOut: Bool) {
        let readings = languages.map { KeywordReading(text, language: $0, isOptedOut: isOptedOut) }
        self = readings.first { $0.keyword != nil } ?? KeywordReading(text, language: "en", isOptedOut: isOptedOut)
    }

    /// In small letters, without the blanks around and the stops at the end.
    private static func bare(_ text: String) -> String {
        let isBlank = { (character: Character) in character.isWhitespace }
        let kept = text.drop(while: isBlank).reversed().drop { isBlank($0) || $0 == "." || $0 == "!" }
        return String(kept.reversed()).lowercased()
    }

    /// What stands between blanks, in small letters, without the marks around it.
    private static func words(_ text: String) -> [String] {
        let isMark = { (character: Character) in !character.isLetter && !character.isNumber }
        return text.lowercased().split(whereSeparator: \.isWhitespace)
            .map { String($0.drop(while: isMark).reversed().drop(while: isMark).reversed()) }
            .filter { !$0.isEmpty }
    }

    private static func withoutPlease(_ words: [String]) -> [String] {
        var rest = words[...]
        while let please = phrases.first(where: { rest.starts(with: $0) }) { rest = rest.dropFirst(please.count) }
        while let please = phrases.first(where: { rest.reversed().starts(with: $0.reversed()) }) {
            rest = rest.dropLast(please.count)
        }
        return Array(rest)
    }

    private static let phrases = [["please"], ["pls"], ["plz"], ["por", "favor"], ["porfavor"], ["porfa"]]
}
