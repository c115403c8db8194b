/// A page template: well-formed XML, read once by libxml2, filled any number of times by `Page`.
///
/// Plain attributes mark places and never reach the browser:
/// - `slot="name"`: the element's content, its attributes or both are filled.
/// - `each="name"`: the element is repeated, once a row; marks on it and inside it belong to its rows.
/// - `when="name"`: the element is kept or left out, with all it holds.
/// - `sample="…"`: the element is there for whoever opens the template in a browser, and left out.
/// - `fragment="here"`: only this element is the template (of a `body`, only its content); what is around it is sample.
public struct Template: Sendable {
    /// The name it was given, such as `campaigns/list.html`; errors carry it.
    public let name: String
    /// Whether it is a whole `html` document and so begins with a document type when written.
    public let isDocument: Bool
    let scope: Scope

    /// Reads a template.
    ///
    /// - Parameter source: UTF-8 XML without document type; only the five entities of XML are known.
    /// - Throws: `MarkupError` naming the line: malformed XML, a document type, inline style or script, a mark misplaced.
    public init(name: String, source: [UInt8]) throws(MarkupError) {
        try self.init(name: name, source: source, allowsInlineStyle: false)
    }

    init(name: String, source: [UInt8], allowsInlineStyle: Bool) throws(MarkupError) {
        let document = try XMLSource(name: name, bytes: source)
        let root = XMLNode(pointer: document.root)
        let fragment = Self.fragment(in: root) ?? root
        self.name = name
        self.isDocument = fragment.name == "html"
        self.scope = try TemplateReader(name: name, allowsInlineStyle: allowsInlineStyle).scope(of: fragment)
        withExtendedLifetime(document) {}
    }

    private static func fragment(in node: XMLNode) -> XMLNode? {
        if node.attributes.contains(where: { $0.name == "fragment" }) { return node }
        for child in node.children where child.isElement {
            if let found = fragment(in: child) { return found }
        }
        return nil
    }
}
