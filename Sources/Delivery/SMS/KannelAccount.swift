import Curl

/// A `sendsms-user` of a Kannel gateway.
public struct KannelAccount: Hashable, Sendable {
    /// Of its smsbox, such as `http://127.0.0.1:13013`, without a slash at its end.
    public let baseURL: String
    public let credentials: Credentials
    /// The file of the authority that signed the gateway's certificate; nil for those that the system trusts.
    public let authority: String?

    public init(baseURL: String, credentials: Credentials, authority: String? = nil) {
        (self.baseURL, self.credentials, self.authority) = (baseURL, credentials, authority)
    }

    var sendURL: String { baseURL + "/cgi-bin/sendsms" }
}
