/// What was wrong with a template, or with the way a page was filled; it holds names from templates, never values.
public struct MarkupError: Error, Equatable, CustomStringConvertible {
    public enum Code: Equatable, Sendable {
        /// libxml2 could not read the source; `detail` is its message.
        case malformed
        /// The source declares a document type; entities and external subsets are never read.
        case documentType
        /// The template holds what the content security policy would refuse: inline style, inline script, handlers.
        case inlineCode
        /// A mark stands where it has no meaning, such as a second `each` of one name in one scope.
        case misplacedMark
        /// No mark of that name and kind stands in this scope.
        case unknownMark
        /// A slot, each or when-mark was still unfilled when the page was written.
        case unfilled
        /// An address has a scheme that a page must not carry, such as `javascript:`.
        case unsafeAddress
        /// An element that has no content, such as `input`, was given some.
        case contentInVoid
    }

    public let code: Code
    /// The template's name as it was given to `Template`, such as `campaigns/list.html`.
    public let template: String
    /// The mark, attribute or parser message at fault.
    public let detail: String
    /// The line in the template's source, from 1, where it is known.
    public let line: Int?

    public init(_ code: Code, template: String, detail: String, line: Int? = nil) {
        self.code = code
        self.template = template
        self.detail = detail
        self.line = line
    }

    public var description: String {
        let place = line.map { "\(template):\($0)" } ?? template
        return "\(place): \(code) (\(detail))"
    }
}
