import Curl

/// An account with Twilio, or with a gateway that speaks its dialect.
public struct TwilioAccount: Hashable, Sendable {
    /// Such as `https://api.twilio.com`, without a slash at its end.
    public let baseURL: String
    public let accountID: String
    /// The account's id with its token, or an API key with its secret.
    public let credentials: Credentials
    /// The file of the authority that signed the gateway's certificate; nil for those that the system trusts.
    public let authority: String?

    public init(baseURL: String, accountID: String, credentials: Credentials, authority: String? = nil) {
        (self.baseURL, self.accountID) = (baseURL, accountID)
        (self.credentials, self.authority) = (credentials, authority)
    }

    var messagesURL: String { "\(baseURL)/2010-04-01/Accounts/\(accountID)/Messages.json" }
}
