/// One request as the web server handed it on.
public struct FastCGIRequest: Sendable {
    /// The web server's parameters by name (`REQUEST_METHOD`, `REQUEST_URI`, `HTTP_COOKIE`, …). Bytes that are not UTF-8
    /// have become U+FFFD.
    public let parameters: [String: String]
    /// Empty when there was none, or when it was too large.
    public let body: [UInt8]
    /// The body was longer than the limit given for it, and was not kept.
    public let isTooLarge: Bool

    public init(parameters: [String: String], body: [UInt8] = [], isTooLarge: Bool = false) {
        self.parameters = parameters
        self.body = body
        self.isTooLarge = isTooLarge
    }
}
