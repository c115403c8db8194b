/// Where providers reach us: whoever tells them an address and whoever answers it go through this, so that they agree.
public enum ProviderPath {
    /// What people write back, as Twilio tells of it.
    public static let twilioTexts = "/webhooks/twilio/sms"
    /// What became of our texts; a token follows.
    public static let twilioReceipts = "/webhooks/twilio/receipts/"
    /// Where a Kannel gateway reaches us; its secret follows.
    public static let kannel = "/webhooks/kannel/"

    /// What became of our texts, as Kannel reports it; a token follows.
    public static func kannelReceipts(secret: String) -> String { kannel + secret + "/receipts/" }
}
