import Campaigns

/// What the log is told of a request that failed: ids and the route's class, and never a value.
public struct RequestFailure: Sendable {
    public let method: String
    /// The route's pattern, such as `/campaigns/:id`.
    public let route: String
    public let status: Int
    /// Its description holds no patient's data where it is a `DatabaseError` or a `MarkupError`; of another tell the type.
    public let error: any Error
}
