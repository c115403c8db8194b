/// One pass over a message text.
struct MessageTextParser {
    private(set) var problems: [MessageTextProblem] = []
    private let source: [Character]
    private var position = 0

    init(_ source: String) {
        // A line break is one Character, "\r\n" too; pieces hold "\n" only.
        self.source = source.map { $0.isNewline ? "\n" : $0 }
    }

    mutating func pieces() -> [MessageText.Piece] {
        var pieces: [MessageText.Piece] = []
        var text = ""
        while position < source.count {
            if isNext("{{") {
                if !text.isEmpty { pieces.append(.text(text)) }
                text = ""
                if let field = field(after: pieces) { pieces.append(field) }
            } else {
                if isNext("}}") {
                    refuse(at: position, "}} closes a field that was never opened by {{.")
                    position += 1
                }
                text.append(source[position])
                position += 1
            }
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        return pieces
    }

    /// Takes one field with its braces; nil after a problem.
    private mutating func field(after pieces: [MessageText.Piece]) -> MessageText.Piece? {
        let start = position
        position += 2
        let contentStart = position
        while position < source.count, !isNext("}}"), !isNext("{{"), source[position] != "\n" { position += 1 }
        guard isNext("}}") else {
            refuse(at: start, "The field opened here by {{ is not closed by }} on its line.")
            return nil
        }
        let content = source[contentStart..<position]
        position += 2
        if case .text(let before)? = pieces.last, TextLinks.endsInsideLink(before) {
            refuse(at: start, "A link cannot hold a field: its address must be the same for everybody.")
        }
        return piece(content, at: start)
    }

    private mutating func piece(_ content: ArraySlice<Character>, at start: Int) -> MessageText.Piece? {
        let parts = content.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
            .map { String($0).trimmed }
        guard let field = MergeField(rawValue: parts[0]) else {
            let name = parts[0].isEmpty ? "without a name" : "“\(parts[0].prefix(40))”"
            let nearest = MergeField.nearest(to: parts[0]).map { " Did you mean {{\($0.rawValue)}}?" } ?? ""
            refuse(at: start, "There is no field \(name).\(nearest)")
            return nil
        }
        return .field(field, default: parts.count > 1 ? parts[1] : nil)
    }

    private func isNext(_ pair: String) -> Bool {
        source[position...].prefix(2).elementsEqual(pair)
    }

    private mutating func refuse(at index: Int, _ message: String) {
        problems.append(MessageTextProblem(position: index + 1, message: message))
    }
}

extension String {
    /// Without the blanks around it.
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
