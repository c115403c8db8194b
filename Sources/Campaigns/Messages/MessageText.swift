/// A text with merge fields, read once: `Dear {{contact.first_name|family}}, …`.
public struct MessageText: Sendable, Hashable {
    public enum Piece: Sendable, Hashable {
        case text(String)
        /// `default` stands in where the value is missing; nil when the text gives none.
        case field(MergeField, default: String?)
    }

    public let pieces: [Piece]

    /// Reads a text as staff wrote it.
    ///
    /// - Throws: every problem with its place. Merged values are never read again for fields.
    public init(parsing source: String) throws(MessageTextRefusal) {
        var parser = MessageTextParser(source)
        pieces = parser.pieces()
        guard parser.problems.isEmpty else { throw MessageTextRefusal(problems: parser.problems) }
    }

    /// All that is wrong with a text as staff wrote it, in reading order; empty when it can be parsed.
    public static func problems(in source: String) -> [MessageTextProblem] {
        var parser = MessageTextParser(source)
        _ = parser.pieces()
        return parser.problems
    }

    /// Every field it names, once, in reading order.
    public var fields: [MergeField] {
        var seen: Set<MergeField> = []
        return pieces.compactMap { piece in
            guard case .field(let field, _) = piece, seen.insert(field).inserted else { return nil }
            return field
        }
    }
}

/// What is wrong at one place of a message text.
public struct MessageTextProblem: Sendable, Hashable {
    /// Characters before it, counted from 1.
    public let position: Int
    /// A sentence that says what was expected.
    public let message: String

    public init(position: Int, message: String) {
        self.position = position
        self.message = message
    }
}

/// All that is wrong with a message text; never empty.
public struct MessageTextRefusal: Error, Sendable, Hashable {
    public let problems: [MessageTextProblem]

    public init(problems: [MessageTextProblem]) { self.problems = problems }
}
