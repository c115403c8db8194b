import Campaigns
import Tokens

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

    /// What lets patients turn notifications on; nil where there is no key for push services.
    public var push: PushOffer?

    /// Channels that a courier serves, and the inbox; a campaign with another cannot be activated.
    public var channels: Set<Channel> { push == nil ? [.email, .sms, .inApp] : [.email, .sms, .inApp, .push] }

    /// The provider that carries each channel, by the name under which its state is kept.
    public var providers: [Channel: String]

    /// What a program sends that asks for metrics; nil where only the machine itself may.
    public var metricsToken: BearerToken?

    public init(
        staffURL: String, publicURL: String, mayMoveClock: Bool = false, textGateway: TextGateway? = nil,
        push: PushOffer? = nil, providers: [Channel: String] = [.email: "files", .sms: "files"],
        metricsToken: BearerToken? = nil
    ) {
        self.staffURL = staffURL
        self.publicURL = publicURL
        self.mayMoveClock = mayMoveClock
        self.textGateway = textGateway
        self.push = push
        self.providers = providers
        self.metricsToken = metricsToken
    }

    /// Under https cookies are kept to it.
    var isSecure: Bool { staffURL.hasPrefix("https://") }
}

/// What a browser needs to take push messages from us, and which of their services we ask.
public struct PushOffer: Sendable {
    /// The installation's key, in base64url.
    let publicKey: String
    let hosts: PushHosts

    public init(publicKey: String, hosts: PushHosts) { (self.publicKey, self.hosts) = (publicKey, hosts) }
}
