/// Takes the entries below a line in the one order in which they are written.
struct OutlineCursor {
    private var rest: ArraySlice<OutlineNode>
    private var lastLine: Int
    /// What might have stood here instead of what does.
    private var wanted: [String] = []

    init(_ nodes: [OutlineNode], below line: Int) {
        rest = nodes[...]
        lastLine = line
    }

    /// The next entry, if it has this key.
    mutating func optional(_ key: String) -> OutlineNode? {
        guard let next = rest.first, case .entry(key, _) = next.content else {
            wanted.append(key)
            return nil
        }
        rest.removeFirst()
        lastLine = next.line
        wanted = []
        return next
    }

    mutating func required(_ key: String) throws(PortableProblem) -> OutlineNode {
        guard let node = optional(key) else { throw unexpected() }
        return node
    }

    /// The entries that follow each other with one of these keys.
    mutating func all(_ keys: Set<String>) -> [OutlineNode] {
        var taken: [OutlineNode] = []
        while let next = rest.first, case .entry(let key, _) = next.content, keys.contains(key) {
            taken.append(next)
            rest.removeFirst()
            lastLine = next.line
            wanted = []
        }
        wanted += keys.sorted()
        return taken
    }

    /// - Throws: when something is left that nobody wanted.
    func finish() throws(PortableProblem) {
        guard rest.isEmpty else { throw unexpected() }
    }

    private func unexpected() -> PortableProblem {
        let names = wanted.map { "“\($0)”" }.joined(separator: ", ")
        let line = rest.first?.line ?? lastLine
        if rest.isEmpty { return PortableProblem(line, "Something is missing below this line: expected \(names).") }
        return PortableProblem(line, names.isEmpty ? "Nothing more is expected here." : "Expected one of: \(names).")
    }
}

extension OutlineNode {
    /// The value of an entry without lines below it.
    func value(atMost limit: Int) throws(PortableProblem) -> String {
        guard let value = try valueIfAny(atMost: limit) else { throw PortableProblem(line, "Expected a value.") }
        guard children.isEmpty else { throw PortableProblem(children[0].line, "Nothing is expected below this value.") }
        return value
    }

    /// The value of an entry, which may have none.
    func valueIfAny(atMost limit: Int) throws(PortableProblem) -> String? {
        guard case .entry(_, let value) = content, let value else { return nil }
        guard value.unicodeScalars.count <= limit else {
            throw PortableProblem(line, "Expected at most \(limit) characters.")
        }
        guard value.trimmed == value else { throw PortableProblem(line, "Expected no blanks around the value.") }
        return value
    }

    func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) throws(PortableProblem) -> Word
    where Word.RawValue == String {
        let text = try value(atMost: 64)
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw PortableProblem(line, "Expected one of: \(known).")
        }
        return word
    }

    func number(in range: ClosedRange<Int>) throws(PortableProblem) -> Int {
        let text = try value(atMost: 20)
        guard let number = Int(text), range.contains(number), String(number) == text else {
            throw PortableProblem(line, "Expected a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// `yes`: what is not so is not written.
    func yes() throws(PortableProblem) -> Bool {
        guard try value(atMost: 20) == "yes" else { throw PortableProblem(line, "Expected “yes”, or no such line.") }
        return true
    }

    /// The lines of text below a key.
    func lines() throws(PortableProblem) -> String {
        guard case .entry(_, nil) = content, !children.isEmpty else {
            throw PortableProblem(line, "Expected lines of text below, each after “| ”.")
        }
        var lines: [String] = []
        for child in children {
            guard case .text(let text) = child.content else {
                throw PortableProblem(child.line, "Expected a line of text after “| ”.")
            }
            lines.append(text)
        }
        return lines.joined(separator: "\n")
    }
}
