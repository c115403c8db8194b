import Campaigns
import Curl
import Tokens

/// Under which key push messages leave, and how far they may go.
public struct PushSender: Sendable {
    public let key: VAPIDKey
    /// Where a push service may reach us: `mailto:` or `https:`.
    public let subject: String
    public let hosts: PushHosts
    public let reach: HTTPTransfer.Reach

    public init(key: VAPIDKey, subject: String, hosts: PushHosts, reach: HTTPTransfer.Reach = .publicHosts) {
        (self.key, self.subject, self.hosts, self.reach) = (key, subject, hosts, reach)
    }
}
