/// What a pool carries.
public enum Transfer: Hashable, Sendable {
    case http(HTTPTransfer)
    case mail(MailTransfer)

    /// The bytes that libcurl asks for piece by piece.
    var outgoing: [UInt8] {
        switch self {
        case .http(let transfer): transfer.body
        case .mail(let transfer): transfer.message
        }
    }
}
