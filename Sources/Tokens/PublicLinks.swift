/// The addresses in a message that lead back to us, and what their tokens say: each names the send it left with.
///
/// Their pages stand under `/p/`; whoever makes a link and whoever answers it go through this type, so that they agree.
///
/// - Source: delivery.md 5.
public struct PublicLinks: Sendable {
    let base: String
    let keys: TokenKeys

    /// - Parameter base: what the links begin with, such as `https://go.clinic.example`.
    public init(base: String, keys: TokenKeys) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.keys = keys
    }

    /// The page that stops marketing, which is also the one-click address of RFC 8058.
    ///
    /// - Parameter now: seconds since 1970 UTC, as for the others.
    public func unsubscribe(send: Int64, clinic: Int64, now: Int64) -> String {
        base + "/p/u/" + token(.unsubscribe, subject: String(send), clinic, now)
    }

    /// The page on which whoever got a message chooses what to get.
    public func preferences(send: Int64, clinic: Int64, now: Int64) -> String {
        base + "/p/f/" + token(.preferences, subject: String(send), clinic, now)
    }

    /// The picture that counts an opening.
    public func open(send: Int64, clinic: Int64, now: Int64) -> String {
        base + "/p/o/" + token(.open, subject: String(send), clinic, now)
    }

    /// The address that counts a click and leads on to a stored link.
    public func click(link: Int64, send: Int64, clinic: Int64, now: Int64) -> String {
        base + "/p/c/" + token(.click, subject: "\(send):\(link)", clinic, now)
    }

    /// The codes that pages behind these links ask for.
    public var codes: AddressCode { AddressCode(keys: keys) }

    /// What a presented token turned out to be.
    public enum Reading: Hashable, Sendable {
        case valid(Subject)
        /// Ours, but too late.
        case expired
        /// Not ours, or for another purpose.
        case refused
    }

    public struct Subject: Hashable, Sendable {
        public let clinic: Int64
        public let send: Int64
        /// The stored link of a click; nil for what is none.
        public let link: Int64?
    }

    public func readUnsubscribe(_ token: String, now: Int64) -> Reading { read(token, .unsubscribe, now) }

    public func readPreferences(_ token: String, now: Int64) -> Reading { read(token, .preferences, now) }

    public func readOpen(_ token: String, now: Int64) -> Reading { read(token, .open, now) }

    public func readClick(_ token: String, now: Int64) -> Reading { read(token, .click, now) }

    func token(
        _ purpose: TokenPurpose, subject: String, _ clinic: Int64, _ now: Int64, lifeSeconds: Int64 = lifeSeconds
    ) -> String {
        SignedToken(purpose: purpose, clinic: clinic, subject: subject, expiry: now + lifeSeconds)
            .text(signedWith: keys)
    }

    func read(_ token: String, _ purpose: TokenPurpose, _ now: Int64) -> Reading {
        switch TokenReading(token, for: purpose, keys: keys, now: now) {
        case .valid(let token): Subject(token).map(Reading.valid) ?? .refused
        case .expired: .expired
        case .refused: .refused
        }
    }

    /// delivery.md 5 asks for at least 400 days of a link that reduces what is sent; the others live as long as their message.
    static let lifeSeconds: Int64 = 410 * 86_400
}

extension PublicLinks.Subject {
    /// nil for a subject that no link of ours has.
    fileprivate init?(_ token: SignedToken) {
        let numbers = token.subject.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard let send = numbers.first ?? nil, numbers.count == (token.purpose == .click ? 2 : 1) else { return nil }
        if token.purpose == .click, numbers[1] == nil { return nil }
        self.init(clinic: token.clinic, send: send, link: token.purpose == .click ? numbers[1] : nil)
    }
}
