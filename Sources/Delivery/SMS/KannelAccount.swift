import Curl

/// A `sendsms-user` of a Kannel gateway.
public struct KannelAccount: Hashable, Sendable {
    /// Of its smsbox, such as `http://127.0.0.1:13013`, without a slash at its end.
    public let baseURL: String
    public let credentials: Credentials

    public init(baseURL: String, credentials: Credentials) {
        (self.baseURL, self.credentials) = (baseURL, credentials)
    }

    var sendURL: String { baseURL + "/cgi-bin/sendsms" }
}
