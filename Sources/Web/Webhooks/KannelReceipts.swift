import Campaigns
import Storage
import Tokens

/// What became of our texts, as a Kannel gateway reports it (its `dlr-url`).
enum KannelReceipts {
    static let path = ProviderPath.kannelReceipts(secret: ":secret") + ":token"

    /// `GET /webhooks/kannel/SECRET/receipts/TOKEN?type=1&id=…&answer=…`: Kannel reports by GET alone.
    static func receive(_ request: Request, _ call: Call) throws -> Response {
        guard let gateway = call.settings.textGateway else { throw HTTPRefusal.notFound }
        try gateway.checkSecret(of: request)
        let link = try ReceiptAddress.link(of: request, call)
        let answer = SMSCAnswer(request.query["answer"] ?? "")
        guard request.method == "GET", let type = request.query["type"].flatMap({ Int($0) }),
            let kind = kind(type, answer)
        else { throw HTTPRefusal.badRequest("This is no delivery report. Nothing was changed.") }
        let reference = request.query["id"].flatMap { GatewayText.isKey($0) ? $0 : nil }
        let receipt = Receipt(
            provider: "kannel", key: "\(link.send):\(link.wire):\(kind.rawValue)", clinic: ID(link.clinic),
            send: ID(link.send), wire: link.wire, kind: kind, code: answer.code ?? String(type), reference: reference,
            occurredAt: call.now)
        try ReceiptStore(call.db).keep(receipt, at: call.now)
        return ReceiptAddress.thanks
    }

    /// What an SMSC said when it refused a text: `NACK/11/Invalid Destination Address`. Other answers may hold the text
    /// itself, and are not kept.
    struct SMSCAnswer {
        let number: Int?

        init(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
            number = parts.count == 3 && parts[0] == "NACK" ? Int(parts[1]) : nil
        }

        var code: String? { number.map { "NACK/\($0)" } }
        /// ESME_RINVDSTADR of SMPP 3.4: nobody can be reached there.
        var isBadNumber: Bool { number == 11 }
    }

    /// - Source: Kannel's User's Guide, "Delivery reports".
    static func kind(_ type: Int, _ answer: SMSCAnswer) -> Receipt.Kind? {
        switch type {
        case 1: .delivered
        case 2, 16: answer.isBadNumber ? .bouncedForEver : .bouncedNow
        case 4, 8: .accepted
        default: nil
        }
    }
}
