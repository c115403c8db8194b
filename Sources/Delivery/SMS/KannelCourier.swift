import Campaigns
import Curl

/// Hands text messages to a Kannel gateway: `sendsms`, by POST with `X-Kannel-…` headers.
///
/// It cannot be asked: our id stands in the address for receipts alone, which Kannel's administration does not show; and it
/// lists only what still waits in the store. The receipts carry our id instead.
///
/// - Source: Kannel 1.4.5 User's Guide, "Using the HTTP interface to send SMS messages".
public final class KannelCourier: Courier {
    public let name = "kannel"
    public let limits: CourierLimits

    private let account: KannelAccount
    private let pool: TransferPool

    public init(
        account: KannelAccount, limits: CourierLimits = CourierLimits(),
        transferLimits: TransferLimits = TransferLimits()
    ) {
        (self.account, self.limits) = (account, limits)
        pool = TransferPool(concurrency: limits.concurrency, limits: transferLimits)
    }

    public func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome] {
        pool.outcomes(of: messages.map(transfer), limits: limits, under: conditions) { KannelAnswer.outcome(of: $0) }
    }

    private func transfer(_ message: OutgoingMessage) -> Transfer {
        guard case .sms(let sms) = message.content else { preconditionFailure("a text gateway carries SMS") }
        let isGSM = SMSLength(of: sms.text).encoding == .gsm7
        var headers = [
            ("Content-Type", "text/plain; charset=UTF-8"), ("X-Kannel-Username", account.credentials.name),
            ("X-Kannel-Password", account.credentials.password), ("X-Kannel-From", sms.sender),
            ("X-Kannel-To", sms.recipient), ("X-Kannel-Coding", isGSM ? "0" : "2"),
        ]
        if let callback = sms.statusCallback {
            headers += [
                ("X-Kannel-DLR-Mask", String(Self.everyReport)),
                ("X-Kannel-DLR-Url", callback + "?" + Self.reportEscapes),
            ]
        }
        return .http(
            HTTPTransfer(
                url: account.sendURL, headers: headers.map { (name: $0.0, value: $0.1) }, body: Array(sms.text.utf8),
                reach: .configured(authority: account.authority)))
    }

    /// Delivered 1, failed 2, buffered 4, taken by the SMSC 8, refused by it 16.
    private static let everyReport = 31
    /// Which of them it is, the gateway's id of the message, and what the SMSC said.
    private static let reportEscapes = "type=%d&id=%F&answer=%A"
}
