/// A provider's definite no to one message.
public struct Refusal: Hashable, Sendable {
    public enum Lasting: Hashable, Sendable {
        /// May pass: try again after a while.
        case forNow
        case forEver
    }

    public enum Cause: Hashable, Sendable {
        /// Nobody can be reached there: for ever, the address is suppressed.
        case address
        /// The mail server carries no address beyond ASCII.
        case beyondASCII
        /// The person told the carrier to stop.
        case optedOut
        /// The sender's address or number is not allowed: the clinic's settings, not the patient's.
        case sender
        /// What the message says, or how it looks to a filter.
        case content
        case other
    }

    public let lasting: Lasting
    public let cause: Cause
    /// HTTP status or SMTP code; 0 where the provider was not asked.
    public let code: Int
    /// The reply's enhanced status, such as 5.7.1, or the provider's own number of the error; nil where it gave none.
    public let detail: String?

    public init(_ lasting: Lasting, _ cause: Cause, code: Int, detail: String? = nil) {
        (self.lasting, self.cause, self.code, self.detail) = (lasting, cause, code, detail)
    }
}
