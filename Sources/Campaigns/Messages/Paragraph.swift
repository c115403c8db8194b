/// One paragraph of a rendered message, from which Markup makes HTML.
public struct Paragraph: Sendable, Hashable, Codable {
    public enum Run: Sendable, Hashable, Codable {
        case text(String)
        case link(Link)
        /// The numbers from 0 to 10, each a link to the survey of this address with the number chosen.
        case scores(String)
        case lineBreak
    }

    public struct Link: Sendable, Hashable, Codable {
        /// What people read; nil means the address itself.
        public var label: String?
        /// Where it leads in the end.
        public var target: String
        /// Where a click goes: the target, or a redirect to it that counts clicks.
        public var url: String

        public init(label: String? = nil, target: String) {
            self.label = label
            self.target = target
            self.url = target
        }

        /// What HTML shows between its tags.
        public var shown: String { label ?? target }
    }

    public var runs: [Run]

    public init(runs: [Run]) { self.runs = runs }

    public init(text: String) { runs = [.text(text)] }

    /// As plain text, links as their addresses.
    public var text: String {
        runs.map { run in
            switch run {
            case .text(let text): text
            case .link(let link): link.label.map { "\($0): \(link.url)" } ?? link.url
            // Eleven addresses are no text that anybody reads: the survey asks the number again.
            case .scores(let survey): survey
            case .lineBreak: "\n"
            }
        }.joined()
    }
}

extension [Paragraph] {
    /// Runs cut into paragraphs at blank lines; blanks at the edges of lines are dropped.
    init(cutting runs: [Paragraph.Run]) {
        self = runs.lines.split(whereSeparator: \.isEmpty).map { lines in
            Paragraph(runs: Array<Paragraph.Run>(lines.joined(separator: [.lineBreak])))
        }
    }
}

extension [Paragraph.Run] {
    /// Cut at line breaks, neighbouring texts joined; a line of blanks is empty.
    fileprivate var lines: [[Paragraph.Run]] {
        split(separator: .lineBreak, omittingEmptySubsequences: false).map { line in
            var joined: [Paragraph.Run] = []
            for run in line {
                if case .text(let more) = run, case .text(let text)? = joined.last {
                    joined[joined.count - 1] = .text(text + more)
                } else {
                    joined.append(run)
                }
            }
            return joined.trimmed
        }
    }

    private var trimmed: [Paragraph.Run] {
        var runs = self
        if case .text(let text)? = runs.first { runs[0] = .text(String(text.drop(while: \.isWhitespace))) }
        if case .text(let text)? = runs.last {
            let end = text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.startIndex
            runs[runs.count - 1] = .text(String(text[..<end]))
        }
        return runs.filter { $0 != .text("") }
    }
}
