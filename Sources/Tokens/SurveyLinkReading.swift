/// What a link to a survey turned out to be; it names the invitation that it left with.
public enum SurveyLinkReading: Hashable, Sendable {
    case signed(PublicLinks.Subject)
    /// A short code: whoever made it has stored its hash.
    case short(SecretToken)
    /// Ours, but too late.
    case expired
    /// Not ours, or for another purpose.
    case refused
}

extension PublicLinks {
    /// How long an invitation may be answered.
    ///
    /// - Source: delivery.md 5.
    public static let surveySeconds: Int64 = 30 * 86_400

    /// A signed link, for messages whose length does not matter.
    ///
    /// - Parameter now: seconds since 1970 UTC.
    public func survey(send: Int64, clinic: Int64, now: Int64) -> String {
        base + Self.surveyPath
            + token(.survey, subject: String(send), clinic, now, lifeSeconds: Self.surveySeconds)
    }

    /// A short one, for SMS: what it says is stored beside the code's hash.
    public func survey(short code: SecretToken) -> String { base + Self.surveyPath + code.text }

    /// - Parameter now: seconds since 1970 UTC.
    public func readSurvey(_ token: String, now: Int64) -> SurveyLinkReading {
        if let code = SecretToken(token) { return .short(code) }
        switch read(token, .survey, now) {
        case .valid(let subject): return .signed(subject)
        case .expired: return .expired
        case .refused: return .refused
        }
    }

    private static let surveyPath = "/p/s/"
}
