import Curl

/// An account with Twilio, or with a gateway that speaks its dialect.
public struct TwilioAccount: Hashable, Sendable {
    /// Such as `https://api.twilio.com`, without a slash at its end.
    public let baseURL: String
    public let accountID: String
    /// The account's id with its token, or an API key with its secret.
    public let credentials: Credentials

    public init(baseURL: String, accountID: String, credentials: Credentials) {
        (self.baseURL, self.accountID, self.credentials) = (baseURL, accountID, credentials)
    }

    var messagesURL: String { "\(baseURL)/2010-04-01/Accounts/\(accountID)/Messages.json" }
}
