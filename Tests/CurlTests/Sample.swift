import Peers

@testable import Curl

extension Transfer {
    static func form(to peer: HTTPPeer, text: String = "Hello", credentials: Credentials? = nil) -> Transfer {
        .http(HTTPTransfer(url: peer.url + "/messages", form: [("Body", text)], credentials: credentials))
    }

    static func mail(
        to peer: SMTPPeer, recipient: String = "anna@example.com", message: String = "Subject: Hi\r\n\r\nHello\r\n",
        security: MailServer.Security = .none, credentials: Credentials? = nil
    ) -> Transfer {
        let server = MailServer(
            host: "127.0.0.1", port: peer.port, security: security, credentials: credentials,
            clientName: "clinic.example")
        return .mail(
            MailTransfer(
                server: server, sender: "desk@clinic.example", recipient: recipient, message: Array(message.utf8)))
    }
}

extension TransferPool {
    /// The only transfer's result.
    func result(of transfer: Transfer) -> TransferResult? {
        var result: TransferResult?
        run([transfer]) { _, end in
            if case .finished(let finished) = end { result = finished }
        }
        return result
    }

    static let brief = TransferLimits(connectMilliseconds: 500, totalMilliseconds: 500)
}
