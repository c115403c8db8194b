extension Database {
    /// Runs the body between START TRANSACTION and COMMIT; whatever it throws rolls back and is thrown on.
    ///
    /// Where the server ended a deadlock (1213), found a row changed (1020) or did not get a lock in time (1205), the
    /// body runs again, up to five times more after 20 to 200 ms: it must be fit to run again from its beginning. It
    /// need not pass such an error on; no later statement of the body runs, and the transaction is tried again.
    ///
    /// - Throws: the body's error; the last of the retryable ones; or an error with `outcomeUnknown` when COMMIT
    ///   failed or was not answered. Then nobody knows what was kept, and `isUsable` is false.
    public func transaction<T>(_ body: () throws -> T) throws -> T {
        precondition(!isInTransaction, "a transaction is begun inside another one")
        for _ in 0..<Self.retries {
            if case .done(let value) = try attempt(body, isLast: false) { return value }
            pause(Self.pauseMilliseconds)
        }
        guard case .done(let value) = try attempt(body, isLast: true) else {
            preconditionFailure("the last attempt ended without a value and without an error")
        }
        return value
    }

    /// Runs the body in the transaction at hand, where there is one, else in one of its own: for what is whole by
    /// itself, and also a part of something greater.
    public func joiningTransaction<T>(_ body: () throws -> T) throws -> T {
        isInTransaction ? try body() : try transaction(body)
    }

    private enum Attempt<T> {
        case done(T)
        case again
    }

    private func attempt<T>(_ body: () throws -> T, isLast: Bool) throws -> Attempt<T> {
        try control("START TRANSACTION")
        isInTransaction = true
        defer {
            isInTransaction = false
            doom = nil
        }
        let value: T
        do {
            value = try body()
            if let doom { throw doom }
        } catch {
            try rollBack()
            if let doom, isUsable {
                if isLast { throw doom }
                return .again
            }
            throw error
        }
        try commit()
        return .done(value)
    }

    private func commit() throws(DatabaseError) {
        do {
            try control("COMMIT")
        } catch {
            isUsable = false
            throw error.atCommit
        }
    }

    /// Nothing to roll back is left of a lost session; one that cannot roll back is no session to go on with.
    private func rollBack() throws(DatabaseError) {
        guard isUsable else { return }
        do {
            try control("ROLLBACK")
        } catch {
            isUsable = false
            // The server rolls back by itself when the session ends: the body's error is the one to tell.
            guard error.isConnectionLost else { throw error }
        }
    }

    private func control(_ sql: String) throws(DatabaseError) {
        try noting(sql) { () throws(DatabaseError) in try connection.send(sql) }
    }

    /// delivery.md 3.
    private static let retries = 5
    private static let pauseMilliseconds = 20...200
}
