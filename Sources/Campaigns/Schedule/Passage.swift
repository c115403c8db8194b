import CivilTime

/// One step of an itinerary, as the walk came through it: what an explanation tells of.
public struct Passage: Sendable, Hashable {
    public let step: ID<Step>
    /// Logical time before the step.
    public let from: Instant
    /// Logical time after it.
    public let reached: Instant
    public let turn: Turn

    /// What the step made of the way.
    public enum Turn: Sendable, Hashable {
        /// These of the itinerary's sends; none that wait for anything.
        case sent(Range<Int>)
        case waited(Waiting)
        /// It waits for a visit that is not there.
        case stands
        /// It waited so long for a visit that it goes on without the sends of this wait.
        case gaveUp
        /// It waits for an event that has not happened, until this time at most.
        case awaitsEvent(until: Instant)
        case decided(LaneKey, Basis)
        /// The answer can still change until `from`.
        case undecided
    }

    /// The end of a wait, and what it counts from.
    public struct Waiting: Sendable, Hashable {
        public let due: Instant
        /// nil where the wait counts from the step before it.
        public let anchor: WaitAnchor?
        public let anchorTime: AnchorTime?
        /// The visit that gave the anchor's time.
        public let visit: Appointment?
        /// The time was over before the way came here.
        public let isPast: Bool
    }

    /// What an answer rests on.
    public enum Basis: Sendable, Hashable {
        /// It was given when its time came, and stands.
        case recorded
        /// It is given now.
        case answered
        /// It cannot change.
        case fixed
        /// As things are; it is asked again when its time comes.
        case expected
    }
}
