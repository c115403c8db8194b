import CivilTime

/// Replays a campaign over patients who share addresses, by a virtual clock: what each tick would have done at its
/// minute, by the sender's own functions, and nothing written.
public struct HouseholdReplay {
    let question: ReplayQuestion
    var members: [Member]
    var ways: [Way] = []
    var messages: [ReplayedMessage] = []
    var agenda = ReplayAgenda<Item>()
    /// The clinic's dates of marketing messages that count for each address.
    var pointDays: [ID<ContactPoint>: [CivilDate]]
    var tally: ReplayTally
    /// What stands for each recipient's own links in the texts that are kept; nil keeps none.
    let links: MessageLinks?

    struct Member {
        let past: PastFacts
        let id: ID<Patient>
        var marketingDays: [CivilDate]
        /// The last round of each anchor key.
        var rounds: [String: Reentry.Last] = [:]
        /// The daily events that were told, by day and subject.
        var told: Set<String> = []
        /// Of what was sent.
        var days: [CivilDate] = []
    }

    /// One enrollment of the replay.
    struct Way {
        let member: Int
        var enrollment: Enrollment
        var messages: [Int] = []
        /// When it is looked at again.
        var lookAt: Instant?
        /// What it stands waiting for.
        var awaited: EventType?
    }

    enum Item {
        case event(member: Int, PastEvent)
        /// Whether something is due by the clinic's date.
        case day(member: Int)
        case told(member: Int, Event)
        case occurrence(member: Int, Instant, Int)
        case look(way: Int)
        case send(message: Int)
    }

    /// The order of a tick's jobs.
    enum Job {
        static let daily = -1
        static let schedule = 0
        static let events = 1
        static let workflow = 2
        static let delivery = 3
    }

    /// - Parameter pointDays: of the messages that really went to the household's addresses, this campaign's own not among
    ///   them.
    public init(
        _ question: ReplayQuestion, _ patients: [PastPatient], pointDays: [ID<ContactPoint>: [CivilDate]] = [:],
        tally: ReplayTally = ReplayTally(), links: MessageLinks? = nil
    ) {
        self.question = question
        self.pointDays = pointDays
        self.tally = tally
        self.links = links
        members = patients.map {
            Member(
                past: PastFacts($0.facts, history: $0.history, awaiting: question.terms.workflow.awaitedEvents),
                id: $0.facts.patient.id,
                marketingDays: $0.marketingDays)
        }
        for (index, patient) in patients.enumerated() { putDown(patient, index) }
    }

    /// Runs to the end of the span.
    ///
    /// - Returns: the tally with this household in it, and its messages in the order of their planning.
    public mutating func run() -> (tally: ReplayTally, messages: [ReplayedMessage]) {
        while let entry = agenda.next() {
            let now = Instant(microseconds: entry.time)
            guard now < question.span.upperBound else { break }
            switch entry.item {
            case .event(let member, let past): take(past.asReceived, of: member, at: now)
            case .day(let member): tellDue(to: member, at: now)
            case .told(let member, let event): take(event, of: member, at: now)
            case .occurrence(let member, let due, let number): enroll(member, by: due, number, at: now)
            case .look(let way): look(way, at: now)
            case .send(let message): judge(message, at: now)
            }
        }
        for message in messages where message.state == .waiting { tally.leaveAhead() }
        for member in members { tally.finish(member.id, member.days) }
        return (tally, messages)
    }

    private mutating func putDown(_ patient: PastPatient, _ member: Int) {
        putDownDays(patient, member)
        for past in patient.history where question.span.contains(past.at) && !question.tellsItself(past.event) {
            agenda.add(.event(member: member, past), at: past.at.roundedUpToMinute.microseconds, job: Job.events)
        }
        for (number, due) in question.occurrences.enumerated() {
            agenda.add(
                .occurrence(member: member, due, number), at: due.roundedUpToMinute.microseconds, job: Job.schedule)
        }
    }

    private mutating func take(_ event: Event, of member: Int, at now: Instant) {
        let then = members[member].past.at(now)
        replan(after: event, of: member, then, at: now)
        wake(by: event, of: member, at: now)
        guard event.type == question.terms.trigger?.event else { return }
        let facts = then.about(event)
        guard case .enroll(let isTakenUp) = Start(of: event, by: question.terms, status: .active, facts: facts)
        else { return }
        var enrollment = Enrollment(
            id: ID(Int64(ways.count + 1)), patientID: members[member].id, anchor: event.anchor, event: event.type,
            emittedStart: event.type == .appointmentMoved ? facts.visit?.startsAt : nil,
            startedAt: event.occurredAt, receivedAt: event.receivedAt, isTakenUp: isTakenUp)
        enrollment.eventData = event.data
        begin(enrollment, key: event.anchorKey(facts), of: member, then, at: now)
    }

    private mutating func enroll(_ member: Int, by due: Instant, _ number: Int, at now: Instant) {
        let then = members[member].past.at(now)
        guard question.terms.includes(then, at: due) else { return }
        begin(
            Enrollment(
                id: ID(Int64(ways.count + 1)), patientID: members[member].id, anchor: Anchor(), event: nil,
                emittedStart: nil, startedAt: due, receivedAt: due, isTakenUp: false),
            key: "occ:\(number)", of: member, then, at: now)
    }

    private mutating func begin(
        _ enrollment: Enrollment, key: String, of member: Int, _ then: Facts, at now: Instant
    ) {
        guard let round = round(key, of: member, startingAt: enrollment.startedAt) else { return }
        members[member].rounds[key] = Reentry.Last(round: round, startedAt: enrollment.startedAt)
        tally.enroll()
        ways.append(Way(member: member, enrollment: enrollment))
        plan(ways.count - 1, then, because: .onward, at: now)
    }

    /// nil for what was enrolled before and may not be again.
    private func round(_ key: String, of member: Int, startingAt start: Instant) -> Int? {
        guard let last = members[member].rounds[key] else { return 1 }
        return Reentry(days: question.terms.reentryDays)
            .round(after: last, startingAt: start, in: question.clinic.zone)
    }

    /// Whoever stands waiting for the event is looked at in the tick that works it off.
    private mutating func wake(by event: Event, of member: Int, at now: Instant) {
        for way in ways.indices where ways[way].member == member && ways[way].awaited == event.type {
            ways[way].lookAt = now
            agenda.add(.look(way: way), at: now.microseconds, job: Job.workflow)
        }
    }

    private mutating func look(_ way: Int, at now: Instant) {
        guard ways[way].lookAt == now else { return }
        plan(way, members[ways[way].member].past.at(now), because: .onward, at: now)
    }
}
