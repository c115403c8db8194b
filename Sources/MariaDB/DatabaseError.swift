/// What MariaDB, or the way to it, refused: the code, the statement's text with its `?`, and never a bound value.
public struct DatabaseError: Error, Hashable, Sendable {
    public let code: Code
    /// The server's sentence without the values it quoted.
    public let message: String
    /// The SQL at work, cut after 500 characters; what it bound is not in it. Empty while connecting.
    public let statement: String
    /// The unique key that was hit, for `Code.duplicateKey`.
    public let key: String?
    /// True when COMMIT did not answer well: the transaction may have been kept or not. Connect anew and ask by token.
    public let outcomeUnknown: Bool

    /// - Parameter message: the server's own sentence; the values in it are taken out here.
    init(code: Code, message: String, statement: String, outcomeUnknown: Bool = false) {
        let sentence = ErrorSentence(code: code, message)
        self.code = code
        self.message = sentence.withoutValues
        self.statement = String(statement.prefix(500))
        self.key = sentence.key
        self.outcomeUnknown = outcomeUnknown
    }

    private init(unknownOutcomeOf error: DatabaseError) {
        code = error.code
        message = error.message
        statement = error.statement
        key = error.key
        outcomeUnknown = true
    }

    /// The same error, met at COMMIT.
    var atCommit: DatabaseError { DatabaseError(unknownOutcomeOf: self) }
}

extension DatabaseError {
    /// The session is gone with its transaction, locks and prepared statements: the owner makes a new `Database`.
    public var isConnectionLost: Bool { Self.lost.contains(code) }

    /// There is no server to ask now: none could be reached, it takes no more, or the session was lost.
    public var isUnavailable: Bool { isConnectionLost || Self.unreachable.contains(code) }

    /// The whole transaction may be tried again (delivery.md 3).
    public var isRetryable: Bool { Self.retryable.contains(code) }

    private static let lost: Set<Code> = [
        .serverGone, .serverLost, .serverLostExtended, .outOfSync, .malformedPacket, .serverShutdown, .connectionKilled,
        .idleTooLong,
    ]
    private static let unreachable: Set<Code> = [
        .noSocket, .noHost, .unknownHost, .handshakeFailed, .tooManyConnections,
    ]
    private static let retryable: Set<Code> = [.deadlock, .lockWaitTimeout, .recordChanged]
}

extension DatabaseError: CustomStringConvertible {
    public var description: String {
        let outcome = outcomeUnknown ? " (outcome unknown)" : ""
        return statement.isEmpty
            ? "\(code.rawValue)\(outcome): \(message)" : "\(code.rawValue)\(outcome): \(message) in: \(statement)"
    }
}
