import Delivery
import Tokens

/// What carries messages of this installation, by channel.
public struct Couriers {
    public let email: any Courier
    public let sms: any Courier
    /// nil while there is no key for push services.
    public let push: (any Courier)?

    /// The configured providers; files where there is none.
    public init(_ configuration: Configuration) throws(StartRefusal) {
        let (mail, text) = (configuration.mail, configuration.text)
        email =
            if let server = mail.server {
                SMTPCourier(server: server, limits: Self.limits(configuration, mail.messagesPerSecond))
            } else {
                try Self.files(configuration)
            }
        sms =
            switch text.gateway {
            case .twilio(let account):
                SMSCourier(account: account, limits: Self.limits(configuration, text.messagesPerSecond))
            case .kannel(let account, _):
                KannelCourier(account: account, limits: Self.limits(configuration, text.messagesPerSecond))
            case nil: try Self.files(configuration)
            }
        push = configuration.push.sender.map { sender in
            PushCourier(sender: sender, limits: Self.limits(configuration, nil), makeSecret: Self.secret)
        }
    }

    private static func secret() -> PushSecret {
        var random = SystemRandomNumberGenerator()
        return PushSecret(using: &random)
    }

    private static func limits(_ configuration: Configuration, _ messagesPerSecond: Int?) -> CourierLimits {
        CourierLimits(
            messagesPerSecond: messagesPerSecond, careGroup: configuration.careGroup,
            marketingGroup: configuration.marketingGroup)
    }

    private static func files(_ configuration: Configuration) throws(StartRefusal) -> FilesCourier {
        let limits = CourierLimits(
            concurrency: 1, careGroup: configuration.careGroup, marketingGroup: configuration.marketingGroup)
        do {
            return try FilesCourier(folder: configuration.outbox, limits: limits)
        } catch {
            throw .settings("The folder that \(Setting.outbox.rawValue) names cannot be used: \(error)")
        }
    }
}
