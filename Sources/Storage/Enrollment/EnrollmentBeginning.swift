import Campaigns
import CivilTime

extension EnrollmentStore {
    /// What starts an enrollment.
    public struct Beginning: Sendable {
        public let clinic: ID<Clinic>
        public let campaign: ID<Campaign>
        public let revision: ID<Revision>
        public let patient: ID<Patient>
        public let anchorKey: String
        public let anchor: Anchor
        public let event: ID<Event>?
        public let eventType: EventType?
        public let emittedStart: Instant?
        public let startedAt: Instant
        public let receivedAt: Instant
        public let isTakenUp: Bool
        public let followsVisits: Bool

        public init(
            clinic: ID<Clinic>, campaign: ID<Campaign>, revision: ID<Revision>, patient: ID<Patient>,
            anchorKey: String, anchor: Anchor, event: ID<Event>?, eventType: EventType?, emittedStart: Instant?,
            startedAt: Instant, receivedAt: Instant, isTakenUp: Bool, followsVisits: Bool
        ) {
            self.clinic = clinic
            self.campaign = campaign
            self.revision = revision
            self.patient = patient
            self.anchorKey = anchorKey
            self.anchor = anchor
            self.event = event
            self.eventType = eventType
            self.emittedStart = emittedStart
            self.startedAt = startedAt
            self.receivedAt = receivedAt
            self.isTakenUp = isTakenUp
            self.followsVisits = followsVisits
        }
    }
}
