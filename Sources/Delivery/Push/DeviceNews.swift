import Campaigns

/// What a push service let us know of one device beside the message.
public struct DeviceNews: Hashable, Sendable {
    public let device: ID<PushSubscription>
    /// The service does not know it any more; otherwise it took a message.
    public let isGone: Bool
}
