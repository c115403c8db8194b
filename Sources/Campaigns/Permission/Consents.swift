import CivilTime

/// What the people of a circle said yes or no to, and which of their addresses must not be used (rules.md 4).
public struct Consents: Sendable, Hashable {
    /// What a consent is about; REMINDER campaigns ask care and reminder both.
    public enum Subject: String, Sendable, Codable, CaseIterable {
        case marketing, care, reminder
    }

    public struct Key: Sendable, Hashable {
        public let contact: ID<Contact>
        public let subject: Subject
        public let channel: Channel

        public init(contact: ID<Contact>, subject: Subject, channel: Channel) {
            self.contact = contact
            self.subject = subject
            self.channel = channel
        }
    }

    /// One recorded answer, with who carried it to us.
    public struct Answer: Sendable, Hashable {
        /// A complaint is the person's own word, told to a mail service.
        public enum Source: String, Sendable, Codable { case intake, person, staff, complaint }

        public let granted: Bool
        public let at: Instant
        public let source: Source

        public init(granted: Bool, at: Instant, source: Source) {
            self.granted = granted
            self.at = at
            self.source = source
        }
    }

    public enum SuppressionScope: String, Sendable, Codable { case all, marketing }

    private var answers: [Key: Latest] = [:]
    private var suppressed: [ID<ContactPoint>: SuppressionScope] = [:]

    public init() {}

    /// Takes one more answer; the order in which they are taken does not matter.
    public mutating func record(_ answer: Answer, for key: Key) { answers[key, default: Latest()].take(answer) }

    public mutating func suppress(_ point: ID<ContactPoint>, scope: SuppressionScope) {
        if suppressed[point] != .all { suppressed[point] = scope }
    }

    /// The answer that counts; nil where none is recorded.
    public func answer(_ key: Key) -> Answer? { answers[key]?.counting }

    public func granted(_ key: Key) -> Bool? { answer(key)?.granted }

    /// Whether nothing of this purpose may go to the address.
    public func isSuppressed(_ point: ID<ContactPoint>, for purpose: Purpose) -> Bool {
        switch suppressed[point] {
        case .all: true
        case .marketing: purpose == .marketing
        case nil: false
        }
    }

    /// Whether the contact may be written to: marketing needs a recorded yes, care no recorded no, a reminder no
    /// recorded no to reminders either.
    public func allow(_ contact: ID<Contact>, type: CampaignType, purpose: Purpose, channel: Channel) -> Bool {
        func answer(_ subject: Subject) -> Bool? {
            granted(Key(contact: contact, subject: subject, channel: channel))
        }
        if purpose == .marketing { return answer(.marketing) == true }
        if answer(.care) == false { return false }
        return type != .reminder || answer(.reminder) != false
    }
}

/// The latest answers about one thing: what was said to us, by the person or to staff, and what neighbour systems told.
private struct Latest: Sendable, Hashable {
    private var own: Consents.Answer?
    private var told: Consents.Answer?

    mutating func take(_ answer: Consents.Answer) {
        if answer.source == .intake {
            told = Self.later(told, answer)
        } else {
            own = Self.later(own, answer)
        }
    }

    /// The latest counts, on a tie no wins, and a neighbour system's yes never lifts a no that the person gave us, also
    /// not after a no of its own (rules.md 4).
    var counting: Consents.Answer? {
        guard let own, own.granted, let told else { return own ?? told }
        return Self.later(own, told)
    }

    private static func later(_ old: Consents.Answer?, _ new: Consents.Answer) -> Consents.Answer {
        guard let old else { return new }
        return new.at > old.at || (new.at == old.at && !new.granted) ? new : old
    }
}
