/// What a link to somebody's inbox says: whose it is. It lives 30 days.
///
/// - Source: delivery.md 5.
public struct InboxLink: Hashable, Sendable {
    public let clinic: Int64
    public let contact: Int64

    public init(clinic: Int64, contact: Int64) { (self.clinic, self.contact) = (clinic, contact) }

    public static let lifeSeconds: Int64 = 30 * 86_400

    /// What a presented token turned out to be.
    public enum Reading: Hashable, Sendable {
        case valid(InboxLink)
        /// Ours, but too late.
        case expired
        /// A short code: whoever made it has stored its hash.
        case short(SecretToken)
        /// Not ours, or for another purpose.
        case refused
    }
}

extension PublicLinks {
    /// The inbox, signed: for messages whose length does not matter.
    ///
    /// - Parameter now: seconds since 1970 UTC, as below.
    public func inbox(_ link: InboxLink, now: Int64) -> String {
        let token = SignedToken(
            purpose: .inbox, clinic: link.clinic, subject: String(link.contact), expiry: now + InboxLink.lifeSeconds)
        return base + "/m/" + token.text(signedWith: keys)
    }

    /// The inbox by a short code, for SMS: what it says is stored beside the code's hash.
    public func inbox(short code: SecretToken) -> String { base + "/m/" + code.text }

    /// One message of the inbox.
    public func inbox(_ link: InboxLink, send: Int64, now: Int64) -> String { inbox(link, now: now) + "/\(send)" }

    public func readInbox(_ token: String, now: Int64) -> InboxLink.Reading {
        if let code = SecretToken(token) { return .short(code) }
        switch TokenReading(token, for: .inbox, keys: keys, now: now) {
        case .valid(let token):
            guard let contact = Int64(token.subject) else { return .refused }
            return .valid(InboxLink(clinic: token.clinic, contact: contact))
        case .expired: return .expired
        case .refused: return .refused
        }
    }
}
