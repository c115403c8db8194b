import Campaigns
import CivilTime

/// A notification for every device of one person: one message, though each device gets its own copy.
public struct OutgoingPush: Hashable, Sendable {
    /// How soon a device in somebody's pocket should wake for it (RFC 8030, 5.3).
    public enum Urgency: String, Hashable, Sendable {
        case low, normal, high
    }

    public let devices: [PushSubscription]
    /// What the worker in the browser shows, as JSON.
    public let text: [UInt8]
    /// How long a push service keeps it for a device that sleeps.
    public let lifeSeconds: Int
    public let urgency: Urgency
    public let date: Instant

    public init(
        devices: [PushSubscription], text: [UInt8], lifeSeconds: Int, urgency: Urgency, date: Instant
    ) {
        (self.devices, self.text, self.lifeSeconds) = (devices, text, max(0, lifeSeconds))
        (self.urgency, self.date) = (urgency, date)
    }
}
