/// What became of one message that was handed to a courier.
///
/// - Source: delivery.md 2 and 4.
public enum Outcome: Hashable, Sendable {
    /// The provider has taken it over. The reference is the provider's own id, printable ASCII, at most 120 characters.
    case accepted(reference: String?)
    /// A definite refusal of this one message.
    case refused(Refusal)
    /// The provider takes nothing at the moment, whatever the message. Nothing has left.
    case providerTrouble(ProviderTrouble)
    /// The provider does not know us: nothing goes until a person acts. Nothing has left.
    case unauthorised(code: Int)
    /// It may have left: every byte went out, and no answer came. The code is the last the provider said, or 0.
    case unknown(code: Int)
    /// Its turn did not come within 10 s. Nothing has left.
    case notBegun

    /// The provider's HTTP status or SMTP code; nil where it said none.
    public var code: Int? {
        switch self {
        case .accepted, .notBegun: nil
        case .refused(let refusal): refusal.code == 0 ? nil : refusal.code
        case .providerTrouble(let trouble): trouble.code
        case .unauthorised(let code), .unknown(let code): code == 0 ? nil : code
        }
    }
}
