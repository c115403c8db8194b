/// A line of an exported campaign with the lines indented below it: two blanks a level.
public struct OutlineNode: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        /// `key`, or `key: value`.
        case entry(String, String?)
        /// `- item`: a line of a language of its own.
        case item(String)
        /// `| text`: a line as people wrote it.
        case text(String)
    }

    /// From 1; 0 for one that is to be written.
    public let line: Int
    public let content: Content
    public var children: [OutlineNode]

    init(line: Int, content: Content, children: [OutlineNode] = []) {
        self.line = line
        self.content = content
        self.children = children
    }

    init(_ key: String, _ value: String? = nil, _ children: [OutlineNode] = []) {
        self.init(line: 0, content: .entry(key, value), children: children)
    }

    /// A text of several lines below its key.
    init(_ key: String, lines text: String) {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        self.init(key, nil, lines.map { OutlineNode(line: 0, content: .text(String($0))) })
    }
}

extension [OutlineNode] {
    /// As a text; what stands outermost is parted by empty lines.
    var text: String {
        var text = ""
        for (place, node) in enumerated() {
            if place > 0, !node.children.isEmpty || !self[place - 1].children.isEmpty { text += "\n" }
            node.write(to: &text, depth: 0)
        }
        return text
    }
}

extension OutlineNode {
    fileprivate func write(to text: inout String, depth: Int) {
        text += String(repeating: "  ", count: depth)
        switch content {
        case .entry(let key, let value): text += value.map { "\(key): \($0)" } ?? key
        case .item(let item): text += "- \(item)"
        case .text(let line): text += line.isEmpty ? "|" : "| \(line)"
        }
        text += "\n"
        for child in children { child.write(to: &text, depth: depth + 1) }
    }
}
