import CivilTime

/// What the sentence over one message can name; nil makes it more general, never wrong.
public struct ExplanationFacts: Sendable, Hashable {
    /// The name of who would receive it.
    public var recipient: String?
    public var address: String?
    /// The cap that was reached.
    public var cap: Cap?
    /// When the hours in which it may arrive begin again.
    public var opensAt: Instant?
    /// The answer on record that stands against it; nil where none is recorded.
    public var consent: Consents.Answer?
    public var missingField: MergeField?
    public var confirmedAt: Instant?
    /// When the confirmation of the same visit goes.
    public var toldAt: Instant?
    public var receivedAt: Instant?
    /// Since when it waited for a visit.
    public var waitedSince: Instant?
    public var pausedAt: Instant?
    public var endedAt: Instant?
    /// From when lateness counts, and how many minutes it may last.
    public var dueAt: Instant?
    public var limitMinutes: Int?
    /// The visit of its wait had begun when it was decided.
    public var hadBegun = false
    public var heldSeconds: Int?
    /// The deciding tests of the audience, or of the exclusion: "age is under 12 (it is 14)".
    public var audience: String?
    /// What became of what it is about: "the invoice is paid".
    public var anchorNow: String?
    /// It goes to a minor's own address.
    public var isToMinorAlone = false
    /// How often it was refused for now.
    public var refusals: Int?

    public struct Cap: Sendable, Hashable {
        public var limit: FrequencyCap
        /// The messages that fill it, earliest first.
        public var messages: [CountedMarketing.Message]
        /// When one more may leave; nil when no hours open within 14 days of that.
        public var nextPossible: Instant?

        public init(limit: FrequencyCap, messages: [CountedMarketing.Message], nextPossible: Instant?) {
            self.limit = limit
            self.messages = messages
            self.nextPossible = nextPossible
        }
    }

    public init() {}
}

extension ExplanationFacts {
    /// What a verdict at `now` was, or would be, made of.
    ///
    /// - Parameter counted: the messages behind the question's days.
    init(about question: SendQuestion, counted: CountedMarketing, at now: Instant) {
        let facts = question.facts
        let send = question.send
        let terms = question.terms
        let contact = facts.circle.everyone.first { $0.id == send.contact }
        recipient = contact?.fullName
        address = contact?.point(for: send.channel)?.shown
        isToMinorAlone =
            send.contact == facts.circle.own.id && facts.leaveMinorAlone(for: terms.purpose, at: send.plannedAt)
        consent = send.contact.flatMap { Self.refusal(facts.consents, $0, terms, send.channel) }
        confirmedAt = facts.visit?.confirmedAt
        receivedAt = question.enrollment.receivedAt
        dueAt = send.dueAt
        limitMinutes = facts.clinic.lateness.minutes(for: terms.type)
        heldSeconds = send.heldSeconds
        let isForVisit = send.wait.visitRelation == .before || send.wait.visitRelation == .dayOf
        hadBegun = isForVisit && question.visit(at: now).map { $0.startsAt <= now } ?? false
        anchorNow = facts.anchorState
        let window = SendWindow(purpose: terms.purpose, clinic: facts.clinic, contactZone: contact?.zone)
        opensAt = window.contains(now) ? nil : window.opening(atOrAfter: now, daysIn: facts.clinic.zone)
        if terms.purpose == .marketing { cap = Self.cap(question, counted, window, now) }
    }

    private static func cap(
        _ question: SendQuestion, _ counted: CountedMarketing, _ window: SendWindow, _ now: Instant
    ) -> Cap? {
        let clinic = question.facts.clinic
        let today = clinic.day(at: question.send.dueAt)
        let messages = counted.near(today, question.send.point, by: clinic.cap)
        guard !messages.isEmpty else { return nil }
        let free = question.capFreeDay(from: today)
        return Cap(
            limit: clinic.cap, messages: messages,
            nextPossible: window.opening(
                atOrAfter: clinic.zone.instant(of: free.at(ClockTime(minutes: 0))), daysIn: clinic.zone))
    }

    /// The no that forbids a care message; for marketing, a no where a yes is needed.
    private static func refusal(_ consents: Consents, _ contact: ID<Contact>, _ terms: Terms, _ channel: Channel)
        -> Consents.Answer?
    {
        let subjects: [Consents.Subject] = terms.purpose == .marketing ? [.marketing] : [.care, .reminder]
        return subjects.compactMap {
            consents.answer(Consents.Key(contact: contact, subject: $0, channel: channel))
        }.first { !$0.granted }
    }
}

extension Facts {
    /// What became of what an enrollment is about: "the invoice is paid"; nil where it is about nothing.
    var anchorState: String? {
        if let invoice { return "the invoice is \(invoice.status.rawValue)" }
        if let treatment { return "the treatment is \(treatment.status.rawValue)" }
        return visit.map { "the visit is \($0.status.phrase)" }
    }
}
