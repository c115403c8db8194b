import Curl
import Delivery
import Tokens

/// How SMS leave.
public struct TextSettings: Sendable {
    /// The gateway, by the dialect that it speaks.
    public enum Gateway: Sendable {
        case twilio(TwilioAccount)
        /// The secret is part of the addresses at which it reaches us.
        case kannel(KannelAccount, secret: String)
    }

    /// nil while none is configured: messages become files.
    public let gateway: Gateway?
    public let from: String
    /// Whether the gateway is asked to tell what became of each text.
    let asksReceipts: Bool
    /// Messages a second that the gateway's contract allows; nil for no limit.
    public let messagesPerSecond: Int?

    init(_ settings: Settings) throws(StartRefusal) {
        asksReceipts = try settings.isOn(.smsReceipts)
        messagesPerSecond = try settings.rate(.smsRate)
        guard settings[.smsURL] != nil else {
            gateway = nil
            // Only files carry this one.
            from = settings[.smsFrom] ?? "Campanile"
            return
        }
        gateway = try Self.gateway(settings)
        from = try settings.required(.smsFrom, because: "the text gateway wants the sender's number.")
    }

    /// Where the gateway tells what became of a text, for a token to follow; nil where it is not asked.
    ///
    /// - Parameter publicURL: without a slash at its end.
    public func receiptsURL(_ publicURL: String) -> String? {
        guard asksReceipts else { return nil }
        return switch gateway {
        case nil: nil
        case .twilio: publicURL + ProviderPath.twilioReceipts
        case .kannel(_, let secret): publicURL + ProviderPath.kannelReceipts(secret: secret)
        }
    }

    private static func gateway(_ settings: Settings) throws(StartRefusal) -> Gateway {
        let url = try settings.address(.smsURL)
        let id = try settings.required(.smsAccount, because: "the text gateway wants an account.")
        let lines = try settings.secretLines(.smsTokenFile, because: "it names the file with the gateway's token.")
        let credentials = Credentials(name: id, password: lines[0])
        let authority = try settings.authority(.smsAuthority)
        switch settings[.smsDialect] {
        case "twilio":
            let account = TwilioAccount(baseURL: url, accountID: id, credentials: credentials, authority: authority)
            return .twilio(account)
        case "kannel":
            let account = KannelAccount(baseURL: url, credentials: credentials, authority: authority)
            return .kannel(account, secret: try secret(settings))
        default: throw .settings("\(Setting.smsDialect.rawValue) wants twilio or kannel.")
        }
    }

    /// A word that nobody guesses, and that stands in an address as it is.
    private static func secret(_ settings: Settings) throws(StartRefusal) -> String {
        let lines = try settings.secretLines(
            .smsSecretFile, because: "it names the file with the secret in the addresses at which Kannel reaches us.")
        guard lines[0].utf8.count >= shortestSecret, lines[0].utf8.allSatisfy(isPlain) else {
            throw .settings(
                "The file that \(Setting.smsSecretFile.rawValue) names wants at least \(shortestSecret) letters and digits."
            )
        }
        return lines[0]
    }

    private static let shortestSecret = 22

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
