import Curl
import Delivery

/// How SMS leave.
public struct TextSettings: Sendable {
    /// nil while none is configured: messages become files.
    public let account: TwilioAccount?
    public let from: String

    init(_ settings: Settings) throws(StartRefusal) {
        guard settings[.smsURL] != nil else {
            account = nil
            // Only files carry this one.
            from = settings[.smsFrom] ?? "Campanile"
            return
        }
        let id = try settings.required(.smsAccount, because: "the text gateway wants an account.")
        let lines = try settings.secretLines(.smsTokenFile, because: "it names the file with the gateway's token.")
        account = TwilioAccount(
            baseURL: try settings.address(.smsURL), accountID: id,
            credentials: Credentials(name: id, password: lines[0]))
        from = try settings.required(.smsFrom, because: "the text gateway wants the sender's number.")
    }
}
