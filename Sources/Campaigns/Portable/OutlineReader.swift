/// Reads a text of indented lines into its tree, strictly: what it does not know, it refuses with its line.
struct OutlineReader {
    /// Lanes within lanes with rules in them come nowhere near it.
    private static let maximumDepth = 60
    private static let maximumLines = 20_000

    /// - Throws: the first line that fits nowhere.
    static func nodes(_ text: String) throws(PortableProblem) -> [OutlineNode] {
        var open: [OutlineNode] = []
        var roots: [OutlineNode] = []
        // A line break is "\n" alone here: "\r\n" is one Character, and other breaks may stand inside a message.
        for (index, bytes) in text.utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            guard number <= maximumLines else {
                throw PortableProblem(number, "A campaign has at most \(maximumLines) lines.")
            }
            let line = String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes, as: UTF8.self)
            let blanks = line.utf8.prefix { $0 == 32 }.count
            if blanks == line.utf8.count { continue }
            let depth = blanks / 2
            guard blanks % 2 == 0, depth <= open.count, depth <= maximumDepth else {
                throw PortableProblem(
                    number, "Expected two blanks a level, at most one level deeper than the line above.")
            }
            close(&open, to: depth, &roots)
            let content = try content(String(line.dropFirst(blanks)), number)
            if case .text? = open.last?.content {
                throw PortableProblem(number, "Nothing stands below a line of text.")
            }
            if case .item? = open.last?.content, case .text = content {
                throw PortableProblem(number, "Text stands below “subject” or “body”, not below a comparison.")
            }
            open.append(OutlineNode(line: number, content: content))
        }
        close(&open, to: 0, &roots)
        return roots
    }

    private static func close(_ open: inout [OutlineNode], to depth: Int, _ roots: inout [OutlineNode]) {
        while open.count > depth {
            let done = open.removeLast()
            if open.isEmpty { roots.append(done) } else { open[open.count - 1].children.append(done) }
        }
    }

    private static func content(_ line: String, _ number: Int) throws(PortableProblem) -> OutlineNode.Content {
        if line == "|" { return .text("") }
        if line.hasPrefix("| ") {
            // As a message's own text may hold: tabs, and line breaks that are not ours.
            guard !line.filter({ $0 != "\t" && !$0.isNewline }).hasControlCharacter else {
                throw PortableProblem(number, "A control character stands in the text.")
            }
            return .text(String(line.dropFirst(2)))
        }
        guard !line.hasControlCharacter else {
            throw PortableProblem(number, "A tab or control character stands here.")
        }
        if line.hasPrefix("- ") { return .item(String(line.dropFirst(2))) }
        let key = line.prefix { $0 != ":" }
        guard let first = key.first, first.isASCII, first.isLowercase, key.count <= 40 else {
            throw PortableProblem(number, "Expected a word such as “name”, “- ” and a comparison, or “| ” and text.")
        }
        let rest = line.dropFirst(key.count)
        if rest.isEmpty { return .entry(String(key), nil) }
        guard rest.hasPrefix(": "), rest.count > 2 else {
            throw PortableProblem(number, "Expected “\(key): ” and a value, or “\(key)” alone.")
        }
        return .entry(String(key), String(rest.dropFirst(2)))
    }
}
