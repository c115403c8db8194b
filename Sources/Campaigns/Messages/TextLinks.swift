/// Finds web addresses in the text that staff wrote; never in merged values, so that a name cannot become a link.
enum TextLinks {
    enum Part: Hashable {
        case text(String)
        case link(String)
    }

    /// The text cut at its `http://` and `https://` addresses, in order.
    static func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        var plain = ""
        var rest = text[...]
        while let first = rest.first {
            guard let link = link(at: rest) else {
                plain.append(first)
                rest.removeFirst()
                // Not in the middle of a word: "xhttp://" begins no address.
                while isWordCharacter(first), let next = rest.first, isWordCharacter(next) {
                    plain.append(next)
                    rest.removeFirst()
                }
                continue
            }
            if !plain.isEmpty { parts.append(.text(plain)) }
            plain = ""
            parts.append(.link(String(link)))
            rest = rest[link.endIndex...]
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        return parts
    }

    /// Whether what follows the text would still belong to its last address.
    static func endsInsideLink(_ text: String) -> Bool {
        let lastWord = String(text.reversed().prefix(while: isAddressCharacter).reversed()).lowercased()
        return schemes.contains { lastWord.contains($0) }
    }

    /// The address that begins the text, without the punctuation that ends its sentence.
    private static func link(at text: Substring) -> Substring? {
        guard let scheme = schemes.first(where: { text.prefix($0.count).lowercased() == $0 }) else { return nil }
        var link = text.prefix(while: isAddressCharacter)
        while let last = link.last, closing.contains(last) {
            if last == ")", link.count(where: { $0 == "(" }) >= link.count(where: { $0 == ")" }) { break }
            link.removeLast()
        }
        return link.count > scheme.count ? link : nil
    }

    private static func isAddressCharacter(_ character: Character) -> Bool {
        !character.isWhitespace && !"<>\"“”{}".contains(character)
    }

    private static func isWordCharacter(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    private static let schemes = ["https://", "http://"]
    private static let closing: Set<Character> = [".", ",", ";", ":", "!", "?", ")", "]", "'", "’"]
}

extension MessageText {
    /// The addresses of its links, each once, in reading order: what publishing stores.
    public var links: [String] {
        var seen: Set<String> = []
        return pieces.flatMap { piece -> [TextLinks.Part] in
            guard case .text(let text) = piece else { return [] }
            return TextLinks.parts(of: text)
        }.compactMap { part in
            guard case .link(let url) = part, seen.insert(url).inserted else { return nil }
            return url
        }
    }
}
