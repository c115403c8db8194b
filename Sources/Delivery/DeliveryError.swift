import Glibc

/// What keeps a courier from beginning at all.
public struct DeliveryError: Error, Hashable, Sendable {
    /// `errno`.
    public let code: Int32
    /// The call that failed, and on what of ours.
    public let place: String
}

extension DeliveryError: CustomStringConvertible {
    public var description: String { "\(place): \(String(cString: strerror(code)))" }
}
