import CCurl

/// One message to one recipient.
public struct MailTransfer: Hashable, Sendable {
    public let server: MailServer
    /// The envelope's sender, without angle brackets.
    public let sender: String
    /// The envelope's recipient, without angle brackets.
    public let recipient: String
    /// Headers, an empty line and the body, lines ended by CR LF; dots are stuffed by libcurl.
    public let message: [UInt8]

    public init(server: MailServer, sender: String, recipient: String, message: [UInt8]) {
        (self.server, self.sender, self.recipient, self.message) = (server, sender, recipient, message)
    }
}

extension MailTransfer {
    /// - Returns: the recipients, which must live as long as the transfer.
    func set(_ options: inout EasyOptions) -> StringList {
        let recipients = StringList([recipient])
        options.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        options.set(CURLOPT_URL, server.url)
        options.set(CURLOPT_USE_SSL, Int((server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        options.set(CURLOPT_UPLOAD, 1)
        options.set(CURLOPT_INFILESIZE_LARGE, offset: message.count)
        options.set(CURLOPT_MAIL_FROM, sender)
        options.set(CURLOPT_MAIL_RCPT, recipients)
        if let credentials = server.credentials {
            options.set(CURLOPT_SASL_IR, 1)
            options.set(credentials)
        }
        return recipients
    }
}
