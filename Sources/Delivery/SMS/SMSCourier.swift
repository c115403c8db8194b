import Curl

/// Hands text messages to a gateway over HTTP, in Twilio's dialect (its Messages API).
///
/// It cannot be asked: a message there has no field of ours, and does not tell its `StatusCallback`. Its list is filtered by
/// number and day, where two texts of the same words look alike, and one that is not listed may be so a moment later. The
/// receipts carry our own id instead.
public final class SMSCourier: Courier {
    public let name = "twilio"
    public let limits: CourierLimits

    private let account: TwilioAccount
    private let pool: TransferPool

    public init(
        account: TwilioAccount, limits: CourierLimits = CourierLimits(),
        transferLimits: TransferLimits = TransferLimits()
    ) {
        (self.account, self.limits) = (account, limits)
        pool = TransferPool(concurrency: limits.concurrency, limits: transferLimits)
    }

    public func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome] {
        pool.outcomes(of: messages.map(transfer), limits: limits, under: conditions) { TwilioAnswer.outcome(of: $0) }
    }

    private func transfer(_ message: OutgoingMessage) -> Transfer {
        guard case .sms(let sms) = message.content else { preconditionFailure("a text gateway carries SMS") }
        let senderField = sms.sender.hasPrefix("MG") && sms.sender.utf8.count == 34 ? "MessagingServiceSid" : "From"
        var form = [("To", sms.recipient), (senderField, sms.sender), ("Body", sms.text)]
        if let callback = sms.statusCallback { form.append(("StatusCallback", callback)) }
        return .http(
            HTTPTransfer(
                url: account.messagesURL, form: form.map { (name: $0.0, value: $0.1) },
                credentials: account.credentials, reach: .configured(authority: account.authority)))
    }
}
