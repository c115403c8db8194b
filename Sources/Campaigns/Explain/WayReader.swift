import CivilTime

/// Reads one enrollment's way: walks its itinerary as the sender does, and lays the rows on record beside it.
struct WayReader {
    private let question: ExplainQuestion
    private let known: KnownEnrollment
    private let isExpected: Bool
    private let facts: Facts
    private let itinerary: Itinerary
    /// What a tick would still plan.
    private let coming: [PlannedSend]

    init(_ question: ExplainQuestion, _ known: KnownEnrollment, isExpected: Bool = false) {
        self.question = question
        self.known = known
        self.isExpected = isExpected
        facts = question.facts.about(known.enrollment)
        let isEnded = known.enrollment.status == .ended
        itinerary = Itinerary(
            of: known.enrollment, by: known.terms, facts: facts, now: question.now, sight: isEnded ? .known : .forecast)
        let changes = isEnded ? [] : itinerary.changes(from: known.sends.map(\.existing), because: .onward)
        coming = changes.compactMap { change in
            switch change {
            case .insert(let planned), .renew(_, let planned): planned
            case .retime, .skip, .carry: nil
            }
        }
    }

    /// The way that the trigger would begin now, by the preview's own enrollment; nil without a trigger.
    static func expected(_ question: ExplainQuestion) -> ExplainedWay? {
        guard question.terms.trigger != nil else { return nil }
        let preview = PreviewQuestion(expecting: question)
        let known = KnownEnrollment(
            enrollment: preview.enrollment, terms: question.terms, anchorKey: "", event: nil, endReason: nil, sends: [])
        return WayReader(question, known, isExpected: true).way
    }

    var way: ExplainedWay {
        var forecast = SendForecast(
            terms: known.terms, enrollment: known.enrollment, facts: facts, status: status,
            campaign: question.campaign.name, counted: question.counted)
        let onWay = passages.compactMap { read($0, &forecast) }
        let refusal = isExpected ? self.refusal : nil
        return ExplainedWay(
            enrollment: known.enrollment, terms: known.terms, isExpected: isExpected, refusal: refusal,
            finding: refusal.flatMap { known.terms.finding($0, facts, at: known.enrollment.startedAt) },
            steps: onWay + besides(Set(onWay.map(\.step.id)), &forecast), end: end(onWay))
    }

    /// A way that would begin is asked as if the campaign ran.
    private var status: CampaignStatus { isExpected ? .active : question.campaign.status }

    /// Of an ended way, only as far as it came.
    private var passages: [Passage] {
        guard known.enrollment.status == .ended else { return itinerary.passages }
        let told = Set(known.sends.map(\.waiting.step)).union(known.enrollment.decisions.keys)
        guard let last = itinerary.passages.lastIndex(where: { told.contains($0.step) }) else { return [] }
        return Array(itinerary.passages[...last])
    }

    private func read(_ passage: Passage, _ forecast: inout SendForecast) -> ExplainedStep? {
        guard let step = known.terms.workflow.step(passage.step) else { return nil }
        var sends: [ExplainedSend] = []
        if case .sent = passage.turn { sends = messages(of: step.id, &forecast) }
        return ExplainedStep(
            step: step, passage: passage, finding: finding(step, passage), sends: sends,
            isReached: isReached(passage))
    }

    private func messages(of step: ID<Step>, _ forecast: inout SendForecast) -> [ExplainedSend] {
        let reader = SendReader(question: question, known: known, itinerary: itinerary)
        let rows = known.sends.filter { $0.waiting.step == step }.map { reader.read($0, &forecast) }
        return rows + coming.filter { $0.step.id == step }.map { reader.read($0, &forecast) }
    }

    private func finding(_ step: Step, _ passage: Passage) -> RuleFinding? {
        // Where a rule parts the ways: the only one of a condition, the one of the lane taken of a branch.
        let asked: KeyedLane?
        switch (step.action, passage.turn) {
        case (.condition, _): asked = step.lanes.first
        case (_, .decided(let key, _)): asked = step.lanes.first { $0.key == key }
        default: asked = nil
        }
        guard let rule = asked?.rule else { return nil }
        return RuleFinding(of: rule, for: facts, at: passage.from)
    }

    private func isReached(_ passage: Passage) -> Bool {
        if isExpected { return false }
        switch passage.turn {
        case .sent, .decided(_, .recorded): return passage.from <= question.now
        case .waited(let waiting): return max(waiting.due, passage.from) <= question.now
        case .stands, .gaveUp, .awaitsEvent, .undecided: return false
        case .decided: return passage.from <= question.now
        }
    }

    /// Steps off the way that rows tell of: the visit moved, the workflow changed.
    private func besides(_ told: Set<ID<Step>>, _ forecast: inout SendForecast) -> [ExplainedStep] {
        let left = Set(known.sends.map(\.waiting.step)).subtracting(told)
        var steps: [ExplainedStep] = []
        for id in left.sorted() {
            let step =
                known.terms.workflow.step(id) ?? Step(id: id, name: "", action: .wait(Wait(expression: .nextOpening)))
            steps.append(
                ExplainedStep(
                    step: step, passage: nil, finding: nil, sends: messages(of: id, &forecast), isReached: true))
        }
        return steps
    }

    private func end(_ steps: [ExplainedStep]) -> ExplainedWay.End {
        if known.enrollment.status == .ended { return .ended(known.endReason) }
        let times = steps.flatMap { step -> [Instant] in
            var times = step.sends.compactMap(\.leavesAt)
            if case .waited(let waiting) = step.turn { times.append(waiting.due) }
            return times
        }
        if let next = times.filter({ $0 > question.now }).min() { return .running(next: next) }
        if case .finished(let reached) = itinerary.stand, reached <= question.now, !isExpected {
            return .finished(reached)
        }
        return .running(next: nil)
    }

    /// Asked of the event that would begin the way.
    private var refusal: Start.Refusal? {
        guard let type = known.terms.trigger?.event else {
            return known.terms.refusal(of: facts, at: known.enrollment.startedAt)
        }
        let event = Event(
            id: ID(0), clinicID: facts.clinic.id, type: type, patientID: facts.patient.id,
            anchor: known.enrollment.anchor, occurredAt: known.enrollment.startedAt,
            receivedAt: known.enrollment.startedAt, isBulk: false, hasOwnTime: true)
        if case .no(let refusal) = Start(of: event, by: known.terms, status: .active, facts: facts) { return refusal }
        return nil
    }
}

extension PreviewQuestion {
    /// What a preview for the same patient and visit would ask.
    fileprivate init(expecting question: ExplainQuestion) {
        let anchor = Self.anchor(
            by: question.terms, facts: question.facts, visit: question.appointment, now: question.now)
        let about = question.facts.about(anchor, eventAt: nil)
        let startsAt = Self.start(
            by: question.terms, facts: about,
            now: Self.scheduledStart(by: question.terms, facts: about, now: question.now))
        self.init(
            terms: question.terms, templates: question.templates, facts: about.about(anchor, eventAt: startsAt),
            startsAt: startsAt, now: question.now, links: .placeholders)
    }

    /// A campaign at one or more times begins at the next of them, if one is still to come; any other at `now`.
    public static func scheduledStart(by terms: Terms, facts: Facts, now: Instant) -> Instant {
        terms.trigger?.occurrence(after: now, in: facts.clinic.zone) ?? now
    }
}
