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

    public init(mailFrom: MailAddress, smsFrom: String, links: PublicLinks) {
        self.mailFrom = mailFrom
        self.smsFrom = smsFrom
        self.links = links
    }
}
