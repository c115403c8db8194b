import Delivery

/// What carries messages of this installation, by channel.
public struct Couriers {
    public let email: any Courier
    public let sms: any Courier

    /// The configured providers; files where there is none.
    public init(_ configuration: Configuration) throws(StartRefusal) {
        let limits = CourierLimits(
            careGroup: configuration.careGroup, marketingGroup: configuration.marketingGroup)
        email =
            if let server = configuration.mail.server {
                SMTPCourier(server: server, limits: limits)
            } else {
                try Self.files(configuration)
            }
        sms =
            switch configuration.text.gateway {
            case .twilio(let account): SMSCourier(account: account, limits: limits)
            case .kannel(let account, _): KannelCourier(account: account, limits: limits)
            case nil: try Self.files(configuration)
            }
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
