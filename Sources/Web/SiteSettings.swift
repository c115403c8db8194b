import Campaigns

/// What an installation decides about its pages.
public struct SiteSettings: Sendable {
    /// Where staff reach us, without a slash at the end: what `Origin` is checked against.
    public var staffURL: String
    /// What patients' links begin with, without a slash at the end.
    public var publicURL: String
    /// Whether the header `X-Campanile-Now` moves the clock of a request.
    public var mayMoveClock: Bool

    /// Whose texts we take in; nil where none is configured.
    public var textGateway: TextGateway?

    /// Channels that a courier serves; a campaign with another cannot be activated.
    public var channels: Set<Channel>

    public init(
        staffURL: String, publicURL: String, mayMoveClock: Bool = false, textGateway: TextGateway? = nil,
        channels: Set<Channel> = [.email, .sms]
    ) {
        self.staffURL = staffURL
        self.publicURL = publicURL
        self.mayMoveClock = mayMoveClock
        self.textGateway = textGateway
        self.channels = channels
    }

    /// Under https cookies are kept to it.
    var isSecure: Bool { staffURL.hasPrefix("https://") }
}
