/// Cuts a parsed template into steps: what never changes becomes bytes, once, and only marks stay open.
struct TemplateReader {
    let name: String
    let allowsInlineStyle: Bool

    /// The scope of an element, or of its content alone when the element is a `body`.
    func scope(of node: XMLNode) throws(MarkupError) -> Scope {
        var builder = ScopeBuilder()
        if node.name == "body" {
            try readContent(of: node, into: &builder)
        } else {
            try readMarked(node, MarkedAttributes(node), into: &builder)
        }
        builder.flush()
        return Scope(builder, template: name)
    }

    private func readContent(of node: XMLNode, into builder: inout ScopeBuilder) throws(MarkupError) {
        let isVerbatim = HTMLElement.keepsWhitespace.contains(node.name)
        for child in node.children {
            if child.isElement {
                try read(child, into: &builder)
            } else if child.isText {
                // The one style sheet that may stand in a document, the mail's, is not character data.
                if node.name == "style" {
                    builder.bytes.append(contentsOf: child.text.utf8)
                } else {
                    builder.bytes.appendText(isVerbatim ? child.text : child.text.withBlanksFolded)
                }
            } else if !child.isComment {
                throw MarkupError(.malformed, template: name, detail: child.name, line: child.line)
            }
        }
    }

    private func read(_ node: XMLNode, into builder: inout ScopeBuilder) throws(MarkupError) {
        let attributes = MarkedAttributes(node)
        if attributes.isSample { return }
        guard let each = attributes.each else {
            return try readMarked(node, attributes, into: &builder)
        }
        guard !builder.eaches.contains(each) else {
            throw MarkupError(.misplacedMark, template: name, detail: "each=\"\(each)\" twice", line: node.line)
        }
        var row = ScopeBuilder()
        try readMarked(node, attributes, into: &row)
        row.flush()
        builder.addEach(each, rows: Scope(row, template: name))
    }

    private func readMarked(
        _ node: XMLNode, _ attributes: MarkedAttributes, into builder: inout ScopeBuilder
    ) throws(MarkupError) {
        guard let when = attributes.when else {
            return try readElement(node, attributes, into: &builder)
        }
        try builder.addWhen(when) { inner throws(MarkupError) in
            try readElement(node, attributes, into: &inner)
        }
    }

    private func readElement(
        _ node: XMLNode, _ attributes: MarkedAttributes, into builder: inout ScopeBuilder
    ) throws(MarkupError) {
        try refuseCode(node, attributes)
        let isVoid = HTMLElement.void.contains(node.name)
        guard !isVoid || node.children.isEmpty else {
            throw MarkupError(.contentInVoid, template: name, detail: node.name, line: node.line)
        }
        if let slot = attributes.slot {
            try builder.addSlot(slot, tag: node.name, attributes: attributes.plain) { inner throws(MarkupError) in
                try readContent(of: node, into: &inner)
            }
        } else {
            builder.addOpening(node.name, attributes.plain)
            try readContent(of: node, into: &builder)
        }
        if !isVoid { builder.bytes.append(contentsOf: "</\(node.name)>".utf8) }
    }

    private func refuseCode(_ node: XMLNode, _ attributes: MarkedAttributes) throws(MarkupError) {
        let holdsScript = node.name == "script" && !node.children.isEmpty
        let holdsStyle =
            !allowsInlineStyle && (node.name == "style" || attributes.plain.contains { $0.name == "style" })
        let holdsHandler = attributes.plain.contains { Attribute.holdsCode($0.name) }
        if holdsScript || holdsStyle || holdsHandler {
            throw MarkupError(.inlineCode, template: name, detail: node.name, line: node.line)
        }
        for attribute in attributes.plain where Attribute.holdsAddress(attribute.name) {
            guard Attribute.isSafeAddress(attribute.value) else {
                throw MarkupError(.unsafeAddress, template: name, detail: attribute.name, line: node.line)
            }
        }
    }
}
