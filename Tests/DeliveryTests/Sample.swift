import CivilTime
import Curl
import Peers

@testable import Delivery

extension OutgoingMessage {
    static func email(to address: String = "anna@example.com", key: String = "send:1") -> OutgoingMessage {
        OutgoingMessage(dedupeKey: key, content: .email(.sample(to: address)))
    }

    static func sms(key: String = "send:1") -> OutgoingMessage {
        let sms = OutgoingSMS(sender: "+13125550100", recipient: "+13125550142", text: "Tomorrow at 9:00, Zoë")
        return OutgoingMessage(dedupeKey: key, content: .sms(sms))
    }
}

extension OutgoingEmail {
    static func sample(
        to address: String = "anna@example.com", subject: String = "Your visit",
        text: String = "Hello Anna,\nsee you.\n"
    ) -> OutgoingEmail {
        OutgoingEmail(
            from: Mailbox(name: HeaderText(cleaning: "Dr. Lind"), address: MailAddress("desk@clinic.example")!),
            to: Mailbox(name: HeaderText(cleaning: "Anna Álvarez"), address: MailAddress(address)!),
            subject: HeaderText(cleaning: subject), text: text, date: Instant(seconds: 1_805_000_000))
    }
}

extension SMTPCourier {
    convenience init(peer: SMTPPeer, extensions credentials: Credentials? = nil) {
        let server = MailServer(
            host: "127.0.0.1", port: peer.port, security: .none, credentials: credentials, clientName: "clinic.example")
        self.init(server: server, limits: CourierLimits(concurrency: 2), transferLimits: .brief)
    }
}

extension SMSCourier {
    convenience init(peer: HTTPPeer) {
        let account = TwilioAccount(
            baseURL: peer.url, accountID: "AC1", credentials: Credentials(name: "AC1", password: "token"))
        self.init(account: account, limits: CourierLimits(concurrency: 2), transferLimits: .brief)
    }
}

extension KannelCourier {
    convenience init(peer: HTTPPeer) {
        let account = KannelAccount(
            baseURL: peer.url, credentials: Credentials(name: "campanile", password: "pass"))
        self.init(account: account, limits: CourierLimits(concurrency: 2), transferLimits: .brief)
    }
}

extension TransferLimits {
    static let brief = TransferLimits(connectMilliseconds: 500, totalMilliseconds: 500)
}
