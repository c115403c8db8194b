import CivilTime

/// What a campaign would send to one patient: planned, judged and filled by the functions of the sender, and nothing
/// written.
public struct CampaignPreview: Sendable, Hashable {
    /// In the order of the workflow; several of one step go to different recipients.
    public private(set) var messages: [PreviewedMessage] = []
    /// Where the way ends.
    public let stand: Itinerary.Stand
    /// false when the event starts nothing for this patient, who is not in the audience or is excluded.
    public let isInAudience: Bool

    public init(answering question: PreviewQuestion) {
        let enrollment = question.enrollment
        let itinerary = Itinerary(
            of: enrollment, by: question.terms, facts: question.facts, now: question.now, sight: .forecast)
        stand = itinerary.stand
        isInAudience = question.isInAudience
        var judge = PreviewJudge(question: question, enrollment: enrollment)
        messages = itinerary.sends.map { judge.judged($0) }
    }
}

extension PreviewQuestion {
    /// The enrollment that the event would make.
    fileprivate var enrollment: Enrollment {
        Enrollment(
            id: ID(0), patientID: facts.patient.id, anchor: facts.anchor, event: terms.trigger?.event,
            emittedStart: terms.trigger?.event == .appointmentMoved ? facts.visit?.startsAt : nil,
            startedAt: startsAt, receivedAt: startsAt, isTakenUp: false)
    }

    fileprivate var isInAudience: Bool {
        if case .event(_, let rule?) = terms.trigger, rule.matches(facts, at: startsAt) != true { return false }
        return terms.includes(facts, at: startsAt)
    }
}

/// Asks the sender's questions over each planned send in turn, and remembers what counts for the cap.
private struct PreviewJudge {
    let question: PreviewQuestion
    let enrollment: Enrollment
    private var patientDays: [CivilDate]
    private var pointDays: [ID<ContactPoint>: [CivilDate]]

    init(question: PreviewQuestion, enrollment: Enrollment) {
        self.question = question
        self.enrollment = enrollment
        patientDays = question.patientMarketingDays
        pointDays = question.pointMarketingDays
    }

    mutating func judged(_ planned: PlannedSend) -> PreviewedMessage {
        let rendering = rendering(of: planned)
        let verdict = verdict(over: planned, rendering)
        if verdict == .send, let point = planned.recipient?.point.id {
            let day = question.facts.clinic.day(at: planned.plannedAt)
            patientDays.append(day)
            pointDays[point, default: []].append(day)
        }
        return PreviewedMessage(planned: planned, verdict: verdict, rendering: rendering)
    }

    private func verdict(over planned: PlannedSend, _ rendering: Rendering?) -> Verdict {
        if let skip = planned.skip { return .skip(skip) }
        let verdict = SendQuestion(
            campaignStatus: .active, terms: question.terms, enrollment: enrollment, facts: question.facts,
            send: WaitingSend(planned), patientMarketingDays: patientDays,
            pointMarketingDays: planned.recipient.flatMap { pointDays[$0.point.id] } ?? []
        ).verdict(at: planned.plannedAt)
        if verdict == .send, case .missing = rendering { return .skip(.missingField) }
        return verdict
    }

    private func rendering(of planned: PlannedSend) -> Rendering? {
        guard let recipient = planned.recipient,
            let template = question.templates.first(where: { $0.id == planned.action.template })
        else { return nil }
        return SendRendering(
            template: template, facts: question.facts, recipient: recipient, purpose: question.terms.purpose,
            visit: question.facts.visit(for: planned.wait, plannedAt: planned.plannedAt),
            unsubscribeURL: question.unsubscribeURL
        ).rendering
    }
}

extension WaitingSend {
    /// A planned send as its row would be.
    fileprivate init(_ planned: PlannedSend) {
        self.init(
            step: planned.step.id, channel: planned.action.channel, contact: planned.recipient?.contact.id,
            point: planned.recipient?.point.id, version: planned.version, wait: planned.wait,
            plannedAt: planned.plannedAt, dueAt: planned.dueAt,
            isOnlyUntilConfirmed: planned.action.isOnlyUntilConfirmed)
    }
}
