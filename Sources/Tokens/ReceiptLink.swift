/// What the address says to which a provider reports: which copy of which send became what is reported.
public struct ReceiptLink: Hashable, Sendable {
    public let clinic: Int64
    public let send: Int64
    /// From 1: the same send may leave twice.
    public let wire: Int

    public init(clinic: Int64, send: Int64, wire: Int) {
        (self.clinic, self.send, self.wire) = (clinic, send, wire)
    }

    /// What a presented token turned out to be.
    public enum Reading: Hashable, Sendable {
        case valid(ReceiptLink)
        /// Ours, but older than any report that is true.
        case expired
        /// Not ours, or for another purpose.
        case refused
    }

    /// Gateways give up on a message within days.
    static let lifeSeconds: Int64 = 10 * 86_400
}

extension PublicLinks {
    /// The last part of the address to which the provider reports.
    ///
    /// - Parameter now: seconds since 1970 UTC, as below.
    public func receipt(_ link: ReceiptLink, now: Int64) -> String {
        SignedToken(
            purpose: .receipt, clinic: link.clinic, subject: "\(link.send):\(link.wire)",
            expiry: now + ReceiptLink.lifeSeconds
        ).text(signedWith: keys)
    }

    public func readReceipt(_ token: String, now: Int64) -> ReceiptLink.Reading {
        switch TokenReading(token, for: .receipt, keys: keys, now: now) {
        case .valid(let token): ReceiptLink(token).map(ReceiptLink.Reading.valid) ?? .refused
        case .expired: .expired
        case .refused: .refused
        }
    }
}

extension ReceiptLink {
    /// nil for a subject that no link of ours has.
    fileprivate init?(_ token: SignedToken) {
        let numbers = token.subject.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard numbers.count == 2, let send = numbers[0], let wire = numbers[1], let wire = Int(exactly: wire) else {
            return nil
        }
        self.init(clinic: token.clinic, send: send, wire: wire)
    }
}
