/// A server's error sentence, which may quote what was bound: `Duplicate entry 'anna@example.org' for key 'address'`.
struct ErrorSentence {
    private let code: DatabaseError.Code
    private let message: String

    init(code: DatabaseError.Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The sentence as it may stand in a log.
    var withoutValues: String {
        if let key { return "Duplicate entry for key '\(key)'" }
        if Self.quoteOnlyNames.contains(code) || code.isOfClient { return message }
        guard let first = openingQuote else { return message }
        // A sentence that was cut off may have lost its closing quote, or hold one that belongs to the value.
        guard message.utf8.count < Self.cutLength, let last = message.lastIndex(of: "'"), last > first else {
            return message[..<first] + "…"
        }
        return message[..<first] + "…" + message[message.index(after: last)...]
    }

    /// The name of the key in a duplicate's sentence; the server writes it last.
    var key: String? {
        guard code == .duplicateKey, message.hasSuffix("'") else { return nil }
        let name = message.dropLast().split(separator: "'", omittingEmptySubsequences: false).last
        return name.map(String.init)
    }

    /// The first apostrophe that is not one of "doesn't" and its like.
    private var openingQuote: String.Index? {
        message.indices.first { index in
            message[index] == "'" && !(message[..<index].hasSuffix("n") && message[index...].hasPrefix("'t "))
        }
    }

    /// The library cuts its sentences at MYSQL_ERRMSG_SIZE, 512 bytes.
    private static let cutLength = 500

    private static let quoteOnlyNames: Set<DatabaseError.Code> = [
        .noSuchTable, .noSuchColumn, .unknownDatabase, .accessDenied, .syntax, .notNull, .noDefault, .tooLong,
        .outOfRange, .referenced, .missingReference, .checkFailed, .functionUnknown,
    ]
}

extension DatabaseError.Code {
    /// Whether the client library, not the server, gave it.
    var isOfClient: Bool { (2000..<3000).contains(rawValue) }
}
