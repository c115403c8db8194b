import Campaigns
import CivilTime
import Delivery
import Tokens

/// Under which names messages leave, and where their links lead back.
public struct Sender: Sendable {
    public let mailFrom: MailAddress
    /// The number or name that SMS come from.
    public let smsFrom: String
    public let links: PublicLinks
    /// To whom mail comes back; nil for `mailFrom`.
    public let bounces: BounceAddress?
    /// Where the text gateway tells what became of each text, for a token to follow; nil where it tells nothing.
    public let textReceipts: String?

    public init(
        mailFrom: MailAddress, smsFrom: String, links: PublicLinks, bounces: BounceAddress? = nil,
        textReceipts: String? = nil
    ) {
        self.mailFrom = mailFrom
        self.smsFrom = smsFrom
        self.links = links
        self.bounces = bounces
        self.textReceipts = textReceipts
    }
}
