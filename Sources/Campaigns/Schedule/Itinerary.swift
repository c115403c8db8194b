import CivilTime

/// The way of one enrollment through its workflow, as far as it can be known (rules.md 1.4).
///
/// An itinerary is always walked from the first step, by logical time: the same enrollment and the same facts give the
/// same itinerary whenever and however often it is asked for, so ticks, previews and re-plans cannot disagree.
public struct Itinerary: Sendable, Hashable {
    /// In the order of the workflow; several of one step go to different recipients.
    public internal(set) var sends: [PlannedSend] = []
    /// The lanes taken, those of before included.
    public internal(set) var decisions: [ID<Step>: LaneKey] = [:]
    /// Every step that the way comes through, in its order.
    public internal(set) var passages: [Passage] = []
    public internal(set) var stand: Stand
    /// The last change of the visit that it hangs on; nil before any.
    private(set) var reopenedAt: Instant?
    /// By which it is known what went before the visit moved away and back.
    private(set) var unmoved: [Address: Instant] = [:]

    /// Where the way ends for now.
    public enum Stand: Sendable, Hashable {
        /// Through, at this logical time.
        case finished(reached: Instant)
        /// At a wait for a visit that the patient does not have.
        case awaitingVisit(step: ID<Step>, since: Instant)
        /// At a wait for an event that has not happened, until it does or this time comes.
        case awaitingEvent(EventType, step: ID<Step>, since: Instant, until: Instant)
        /// At a condition or branch whose answer can still change until its time comes.
        case undecided(step: ID<Step>, at: Instant)
    }

    /// How far a walk may answer conditions and branches.
    public enum Sight: Sendable {
        /// Only those whose time has come, and those whose answer cannot change.
        case known
        /// All of them, as the facts are now: a forecast for people, never stored.
        case forecast
    }

    /// Days after which an enrollment without the visit it waits for goes on (rules.md 2.6).
    static let patienceDays = 180

    public init(of enrollment: Enrollment, by terms: Terms, facts: Facts, now: Instant, sight: Sight = .known) {
        var walk = Walk(enrollment: enrollment, terms: terms, facts: facts, now: now, sight: sight)
        self = walk.walked()
        reopenedAt = enrollment.reopenedAt
        unmoved = Walk.unmoved(enrollment, terms, facts, now: now, sight: sight)
    }

    /// When the visit starts that each wait for a first or next appointment counts from.
    public var followedVisits: [ID<Step>: Instant] {
        var starts: [ID<Step>: Instant] = [:]
        for passage in passages {
            guard case .waited(let waiting) = passage.turn, let visit = waiting.visit,
                waiting.anchor == .firstAppointment || waiting.anchor == .nextAppointment
            else { continue }
            starts[passage.step] = visit.startsAt
        }
        return starts
    }

    init(stand: Stand) { self.stand = stand }

    /// What it stands waiting for, whose coming wakes it.
    var awaitedEvent: EventType? {
        if case .awaitingEvent(let type, _, _, _) = stand { type } else { nil }
    }

    /// When a tick must look at the enrollment again; nil when nothing of its own will change.
    public var looksAgainAt: Instant? {
        switch stand {
        case .finished(let reached): reached
        case .awaitingVisit(_, let since): since.adding(hours: 24 * Self.patienceDays)
        case .awaitingEvent(_, _, _, let until): until
        case .undecided(_, let at): at
        }
    }
}
