import CivilTime

/// A text message that staff read, beside those of the clinic whose number it came from.
public struct InboundMessage: Sendable, Hashable {
    public let id: ID<InboundMessage>
    /// In E.164.
    public let number: String
    /// Empty where only a picture came.
    public let text: String
    /// nil where no rule understands it.
    public let keyword: Keyword?
    /// The visit that it changed; nil where it changed none.
    public let visit: Visit?
    public let receivedAt: Instant
    /// nil while it waits.
    public let done: Done?
    /// By name; empty for a number that nobody of the clinic has.
    public let people: [Person]

    public struct Visit: Sendable, Hashable {
        public let type: String
        public let startsAt: Instant
        public let status: AppointmentStatus

        public init(type: String, startsAt: Instant, status: AppointmentStatus) {
            self.type = type
            self.startsAt = startsAt
            self.status = status
        }
    }

    /// Somebody saw to it.
    public struct Done: Sendable, Hashable {
        public let at: Instant
        /// nil where the clinic no longer knows who.
        public let by: String?

        public init(at: Instant, by: String?) {
            self.at = at
            self.by = by
        }
    }

    /// A patient to whom the number belongs, or for whom somebody receives at it.
    public struct Person: Sendable, Hashable {
        public let patient: ID<Patient>
        public let name: String
        /// The next one booked.
        public let nextVisit: Visit?

        public init(patient: ID<Patient>, name: String, nextVisit: Visit?) {
            self.patient = patient
            self.name = name
            self.nextVisit = nextVisit
        }
    }

    public init(
        id: ID<InboundMessage>, number: String, text: String, keyword: Keyword?, visit: Visit?, receivedAt: Instant,
        done: Done?, people: [Person]
    ) {
        self.id = id
        self.number = number
        self.text = text
        self.keyword = keyword
        self.visit = visit
        self.receivedAt = receivedAt
        self.done = done
        self.people = people
    }
}
