import MariaDB

enum ColleagueSeatSQL: String, CaseIterable {
    /// One row: whether it is ours now. Of this database alone: the lock's name is the whole server's.
    case take = "SELECT GET_LOCK(CONCAT('colleague:', MD5(DATABASE())), 0) AS is_taken"
}

/// The one seat beside all ticks that run at the same time: a third and a fourth process would be no quicker on the same
/// database, and would bring a provider twice the sessions that it was promised.
public struct ColleagueSeat {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Takes the seat until this process ends; more than once does no harm.
    ///
    /// - Returns: false where another tick's colleague has it.
    public func take() throws -> Bool {
        try db.row(ColleagueSeatSQL.take.rawValue)?.bool("is_taken") ?? false
    }
}
