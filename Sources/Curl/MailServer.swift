import CCurl

/// Where mail is submitted, and how.
public struct MailServer: Hashable, Sendable {
    public enum Security: String, Hashable, Sendable {
        /// In clear: for a server on this machine only.
        case none
        /// The STARTTLS command; without it nothing is sent.
        case startTLS
        /// TLS from the first byte, usually on port 465.
        case tls
    }

    public let host: String
    public let port: Int
    public let security: Security
    public let credentials: Credentials?
    /// The name this machine gives in EHLO.
    public let clientName: String
    /// The file of the authority that signed its certificate; nil for those that the system trusts.
    public let authority: String?

    public init(
        host: String, port: Int, security: Security, credentials: Credentials?, clientName: String,
        authority: String? = nil
    ) {
        (self.host, self.port, self.security) = (host, port, security)
        (self.credentials, self.clientName, self.authority) = (credentials, clientName, authority)
    }

    var url: String { "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)/\(clientName)" }
}

extension MailServer {
    func set(_ options: inout EasyOptions) {
        options.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        options.set(CURLOPT_URL, url)
        options.set(CURLOPT_USE_SSL, Int((security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        options.trust(authority)
        if let credentials {
            options.set(CURLOPT_SASL_IR, 1)
            options.set(credentials)
        }
    }
}
