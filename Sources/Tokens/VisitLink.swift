/// What a link about a visit says: which visit of which clinic, and the start that its message told.
///
/// It ends when the visit begins. Of a visit at another start it is worthless, and so holds again once that is moved back.
public struct VisitLink: Hashable, Sendable {
    public let clinic: Int64
    public let appointment: Int64
    /// Microseconds since 1970 UTC.
    public let startsAt: Int64

    public init(clinic: Int64, appointment: Int64, startsAt: Int64) {
        (self.clinic, self.appointment, self.startsAt) = (clinic, appointment, startsAt)
    }

    /// What the link was offered for; the page behind it lets people do either.
    public enum Purpose: CaseIterable, Sendable {
        case confirm, reschedule

        var token: TokenPurpose {
            switch self {
            case .confirm: .confirm
            case .reschedule: .reschedule
            }
        }

        var path: String {
            switch self {
            case .confirm: "/p/v/"
            case .reschedule: "/p/r/"
            }
        }
    }

    /// What a presented token turned out to be.
    public enum Reading: Hashable, Sendable {
        /// Signed by us; its time may be over.
        case signed(VisitLink)
        /// A short code: whoever made it has stored its hash.
        case short(SecretToken)
        /// Not ours, or for another purpose.
        case refused
    }
}

extension PublicLinks {
    /// A signed link, for messages whose length does not matter.
    public func visit(_ purpose: VisitLink.Purpose, _ link: VisitLink) -> String {
        let subject = "\(link.appointment):\(link.startsAt)"
        let token = SignedToken(
            purpose: purpose.token, clinic: link.clinic, subject: subject, expiry: link.startsAt / 1_000_000)
        return base + purpose.path + token.text(signedWith: keys)
    }

    /// A short one, for SMS: what it says is stored beside the code's hash.
    public func visit(_ purpose: VisitLink.Purpose, short code: SecretToken) -> String {
        base + purpose.path + code.text
    }

    /// - Parameter now: seconds since 1970 UTC.
    public func readVisit(_ token: String, for purpose: VisitLink.Purpose, now: Int64) -> VisitLink.Reading {
        if let code = SecretToken(token) { return .short(code) }
        switch TokenReading(token, for: purpose.token, keys: keys, now: now) {
        case .valid(let token), .expired(let token): return VisitLink(token).map(VisitLink.Reading.signed) ?? .refused
        case .refused: return .refused
        }
    }
}

extension VisitLink {
    /// nil for a subject that no link of ours has.
    fileprivate init?(_ token: SignedToken) {
        let numbers = token.subject.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard numbers.count == 2, let appointment = numbers[0], let startsAt = numbers[1] else { return nil }
        self.init(clinic: token.clinic, appointment: appointment, startsAt: startsAt)
    }
}
