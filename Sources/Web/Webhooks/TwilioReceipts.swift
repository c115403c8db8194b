import Campaigns
import Storage
import Tokens

/// What became of our texts, as Twilio tells of it (its status callbacks).
enum TwilioReceipts {
    static let path = ProviderPath.twilioReceipts + ":token"

    /// `POST /webhooks/twilio/receipts/TOKEN`. What is not signed, too old, or cannot be read, changes nothing; neither
    /// does what was told before. A state that we do not know tells nothing.
    static func receive(_ request: Request, _ call: Call) throws -> Response {
        guard let gateway = call.settings.textGateway else { throw HTTPRefusal.notFound }
        let fields = try gateway.signedFields(request, call)
        let link = try ReceiptAddress.link(of: request, call)
        guard let key = fields["MessageSid"], GatewayText.isKey(key), let state = fields["MessageStatus"] else {
            throw HTTPRefusal.badRequest("A field is missing. Nothing was changed.")
        }
        let code = fields["ErrorCode"].flatMap { Int($0) }
        if let kind = kind(state, code: code) {
            let receipt = Receipt(
                provider: "twilio", key: "\(key):\(kind.rawValue)", clinic: ID(link.clinic), send: ID(link.send),
                wire: link.wire, kind: kind, code: code.map(String.init), reference: key, occurredAt: call.now)
            try ReceiptStore(call.db).keep(receipt, at: call.now)
        }
        return ReceiptAddress.thanks
    }

    static func kind(_ state: String, code: Int?) -> Receipt.Kind? {
        switch state {
        case "accepted", "queued", "sending", "sent": .accepted
        case "delivered", "read": .delivered
        case "undelivered", "failed": failure(code)
        default: nil
        }
    }

    /// - Source: Twilio's error dictionary.
    private static func failure(_ code: Int?) -> Receipt.Kind {
        switch code {
        case 21610: .optedOut
        // No such number, or one that takes no texts, for ever.
        case 21211, 21214, 21217, 21614, 30005, 30006: .bouncedForEver
        default: .bouncedNow
        }
    }
}
