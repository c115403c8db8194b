/// What a pool carries.
public enum Transfer: Hashable, Sendable {
    case http(HTTPTransfer)
    case mail(MailTransfer)
}
