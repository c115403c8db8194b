/// What a neighbour system said about one field: nothing, that it is empty, or what it is.
public enum Given<Value: Sendable & Hashable>: Sendable, Hashable {
    /// Not mentioned: stays as it is.
    case absent
    /// `null` or an empty list: is emptied.
    case cleared
    case value(Value)

    public var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    /// The field after the upsert of a row that held `stored`.
    public func replacing(_ stored: Value?) -> Value? {
        switch self {
        case .absent: stored
        case .cleared: nil
        case .value(let value): value
        }
    }
}
