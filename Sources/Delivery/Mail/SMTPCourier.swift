import Curl

/// Submits e-mail to a mail server.
///
/// It cannot be asked: SMTP (RFC 5321) has no command for what became of a message, and takes a `Message-ID` that it has
/// seen before for a message like any other.
public final class SMTPCourier: Courier {
    public let name = "smtp"
    public let limits: CourierLimits

    private let server: MailServer
    private let pool: TransferPool

    public init(
        server: MailServer, limits: CourierLimits = CourierLimits(), transferLimits: TransferLimits = TransferLimits()
    ) {
        (self.server, self.limits) = (server, limits)
        pool = TransferPool(concurrency: limits.concurrency, limits: transferLimits)
    }

    public func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome] {
        pool.outcomes(of: messages.map(transfer), limits: limits, under: conditions) { SMTPAnswer.outcome(of: $0) }
    }

    private func transfer(_ message: OutgoingMessage) -> Transfer {
        guard case .email(let email) = message.content else { preconditionFailure("a mail server carries e-mail") }
        return .mail(
            MailTransfer(
                server: server, sender: (email.returnPath ?? email.from.address).text,
                recipient: email.to.address.text,
                message: MailComposer.bytes(of: email, dedupeKey: message.dedupeKey)))
    }
}
