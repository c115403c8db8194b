import CivilTime

/// One message of a replay, as its row would be.
public struct ReplayedMessage: Sendable, Hashable {
    public enum State: Sendable, Hashable {
        case waiting
        case sent(Instant)
        case skipped(Reason)
    }

    public internal(set) var waiting: WaitingSend
    public internal(set) var state = State.waiting
    public let patient: ID<Patient>
    let way: Int
    /// nil where nobody could receive it.
    public let recipient: Recipient?
    /// The visit that it is about, as it was when the message was planned.
    public internal(set) var visit: Explanation.Visit?
    /// The text as it would have been; nil unless it was sent and texts are kept.
    public internal(set) var rendering: Rendering?
    /// When it is judged next; nil once decided.
    var nextAt: Instant?
    /// The reasons for which it was held before.
    public internal(set) var holds: Set<Reason> = []

    init(_ planned: PlannedSend, way: Int, patient: ID<Patient>) {
        waiting = WaitingSend(planned)
        recipient = planned.recipient
        visit = planned.visit.map(Explanation.Visit.init)
        self.way = way
        self.patient = patient
    }

    /// When it left, or its time as planned.
    public var at: Instant {
        if case .sent(let at) = state { at } else { waiting.plannedAt }
    }

    /// Why it left when it did, or did not, as a plain sentence.
    public func explanation(by terms: Terms) -> Explanation {
        let outcome: Explanation.Outcome =
            switch state {
            case .sent: .timed
            case .skipped(let reason): .skipped(reason)
            case .waiting: holds.min { $0.rawValue < $1.rawValue }.map { .held(until: nextAt, $0) } ?? .timed
            }
        return Explanation(
            outcome: outcome, type: terms.type, purpose: terms.purpose, channel: waiting.channel,
            trigger: terms.trigger,
            wait: waiting.wait.expression, visit: visit, plannedAt: waiting.plannedAt)
    }

    /// As a plan sees it.
    func existing(_ id: ID<Send>) -> ExistingSend {
        var skip: Reason?
        if case .skipped(let reason) = state { skip = reason }
        return ExistingSend(
            id: id, step: waiting.step, point: waiting.point, channel: waiting.channel, version: waiting.version,
            isOpening: waiting.wait.isOpening, isUntouched: state == .waiting, skip: skip,
            plannedAt: waiting.plannedAt)
    }
}

/// How a replay decides over a message whose time has come.
extension HouseholdReplay {
    mutating func judge(_ index: Int, at now: Instant) {
        let message = messages[index]
        guard message.state == .waiting, message.nextAt == now else { return }
        let way = ways[message.way]
        let then = members[way.member].past.at(now)
        let facts = then.about(way.enrollment)
        let asked = SendQuestion(
            campaignStatus: .active, terms: question.terms, enrollment: way.enrollment, facts: facts,
            send: message.waiting, patientMarketingDays: members[way.member].marketingDays,
            pointMarketingDays: message.waiting.point.flatMap { pointDays[$0] } ?? [])
        switch asked.verdict(at: now) {
        case .send: send(index, facts, at: now)
        case .hold(let until, let reason):
            hold(index, Hold(until: until, reason, due: message.waiting.dueAt, at: now), reason)
        case .park(let reason): hold(index, nil, reason)
        case .skip(let reason): skip(index, reason)
        }
    }

    private mutating func send(_ index: Int, _ facts: Facts, at now: Instant) {
        let message = messages[index]
        let rendering = rendering(of: message, facts)
        if case .missing = rendering { return skip(index, .missingField) }
        if links != nil { messages[index].rendering = rendering }
        messages[index].state = .sent(now)
        messages[index].nextAt = nil
        let clinic = question.clinic
        let day = clinic.day(at: message.waiting.dueAt)
        let member = ways[message.way].member
        tally.send(
            message.sample(at: now), on: clinic.day(at: now),
            isOpen: clinic.calendar.isOpen(on: clinic.day(at: now)))
        members[member].days.append(clinic.day(at: now))
        guard question.terms.purpose == .marketing else { return }
        members[member].marketingDays.append(day)
        if let point = message.waiting.point { pointDays[point, default: []].append(day) }
    }

    private mutating func hold(_ index: Int, _ hold: Hold?, _ reason: Reason) {
        let send = messages[index].waiting
        if messages[index].holds.insert(reason).inserted {
            tally.hold(messages[index].sample(at: send.plannedAt), reason)
        }
        guard let hold else {
            messages[index].nextAt = nil
            return
        }
        messages[index].waiting.dueAt = hold.dueAt
        messages[index].waiting.heldSeconds += hold.seconds
        putDown(index, at: hold.nextAt)
    }

    private func rendering(of message: ReplayedMessage, _ facts: Facts) -> Rendering? {
        guard case .send(let action) = question.terms.workflow.step(message.waiting.step)?.action else { return nil }
        let forecast = SendForecast(
            terms: question.terms, enrollment: ways[message.way].enrollment, facts: facts, status: .active,
            campaign: "", counted: CountedMarketing())
        return forecast.rendering(
            of: message.waiting, to: message.recipient, action.template(of: message.waiting.arm),
            among: question.templates, links: links ?? .placeholders)
    }
}
