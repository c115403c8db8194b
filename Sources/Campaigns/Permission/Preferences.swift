/// What one person gets from a clinic, by what it is about and by channel: as that person sees and changes it.
///
/// - Source: rules.md 4; delivery.md 5: less at any time, more only with the word of that very address.
public struct Preferences: Sendable, Hashable {
    /// One box of the page.
    public struct Choice: Sendable, Hashable {
        public let subject: Consents.Subject
        public let channel: Channel

        public init(_ subject: Consents.Subject, _ channel: Channel) {
            (self.subject, self.channel) = (subject, channel)
        }
    }

    /// Why an address gets nothing, whatever is ticked.
    public enum Closure: String, Sendable {
        /// Its owner answered STOP, and opens it by START alone.
        case optedOut
        /// Messages to it came back.
        case badAddress
        /// Staff closed it.
        case closed
    }

    /// What to change: to be refused at once, and to be wanted once the address has said so.
    public struct Change: Sendable, Hashable {
        public let refused: [Choice]
        public let wanted: [Choice]
        /// Channels by which reminders are wanted without the care messages that they are part of.
        public let incomplete: [Channel]
    }

    /// The channels that reach the person, e-mail first.
    public let channels: [Channel]
    private let closures: [Channel: Closure]
    private let wanted: Set<Choice>

    /// - Parameter consents: with the suppressions of the person's addresses.
    public init(of contact: Contact, _ consents: Consents, closures: [Channel: Closure]) {
        channels = [Channel.email, .sms].filter { contact.point(for: $0) != nil }
        self.closures = closures
        var wanted: Set<Choice> = []
        for channel in channels where closures[channel] == nil {
            func answer(_ subject: Consents.Subject) -> Bool? {
                consents.granted(Consents.Key(contact: contact.id, subject: subject, channel: channel))
            }
            let isClosedToOffers = contact.point(for: channel).map { consents.isSuppressed($0.id, for: .marketing) }
            if answer(.marketing) == true, isClosedToOffers != true { wanted.insert(Choice(.marketing, channel)) }
            guard answer(.care) != false else { continue }
            wanted.insert(Choice(.care, channel))
            if answer(.reminder) != false { wanted.insert(Choice(.reminder, channel)) }
        }
        self.wanted = wanted
    }

    public func closure(of channel: Channel) -> Closure? { closures[channel] }

    public func wants(_ subject: Consents.Subject, by channel: Channel) -> Bool {
        wanted.contains(Choice(subject, channel))
    }

    /// What stands between these and a page that was sent with these boxes ticked. A closed address changes by no box.
    public func change(to ticked: Set<Choice>) -> Change {
        var (refused, more, incomplete) = ([Choice](), [Choice](), [Channel]())
        for channel in channels where closures[channel] == nil {
            let wishesCare = ticked.contains(Choice(.care, channel))
            for subject in Consents.Subject.allCases {
                let choice = Choice(subject, channel)
                switch (wants(subject, by: channel), ticked.contains(choice)) {
                case (true, false): refused.append(choice)
                case (false, true) where subject == .reminder && !wishesCare: incomplete.append(channel)
                case (false, true): more.append(choice)
                default: break
                }
            }
        }
        return Change(refused: refused, wanted: more, incomplete: incomplete)
    }
}
