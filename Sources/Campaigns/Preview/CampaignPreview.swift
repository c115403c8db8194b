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
        var question = question
        question.facts.trials = question.trials
        let enrollment = question.enrollment
        question.facts = question.facts.about(enrollment)
        let itinerary = Itinerary(
            of: enrollment, by: question.terms, facts: question.facts, now: question.now, sight: .forecast)
        stand = itinerary.stand
        isInAudience = question.isInAudience
        var judge = PreviewJudge(question: question, enrollment: enrollment)
        messages = itinerary.sends.flatMap { judge.judged($0) }
    }
}

extension PreviewQuestion {
    /// The enrollment that the event would make.
    var enrollment: Enrollment {
        Enrollment(
            id: ID(0), patientID: facts.patient.id, anchor: facts.anchor, event: terms.trigger?.event,
            emittedStart: terms.trigger?.event == .appointmentMoved ? facts.visit?.startsAt : nil,
            startedAt: startsAt, receivedAt: startsAt, isTakenUp: false)
    }

    /// Every patient is shown every message of a test: it is the messages that are looked at.
    fileprivate var trials: Trials {
        Trials(arms: Dictionary(uniqueKeysWithValues: terms.workflow.experiments.map { ($0.step, .a) }))
    }

    fileprivate var isInAudience: Bool {
        if case .event(_, let rule?, _) = terms.trigger, rule.matches(facts, at: startsAt) != true { return false }
        return terms.includes(facts, at: startsAt)
    }
}

/// Asks the sender's questions over each planned send in turn, and remembers what counts for the cap.
private struct PreviewJudge {
    let question: PreviewQuestion
    private var forecast: SendForecast

    init(question: PreviewQuestion, enrollment: Enrollment) {
        self.question = question
        forecast = SendForecast(
            terms: question.terms, enrollment: enrollment, facts: question.facts, status: .active, campaign: "",
            counted: question.counted)
    }

    /// One message, or one for each arm of its test, of which a patient gets one.
    mutating func judged(_ planned: PlannedSend) -> [PreviewedMessage] {
        let messages = planned.inEachArm.map { planned in
            let rendering = rendering(of: planned)
            return PreviewedMessage(
                planned: planned, verdict: verdict(over: planned, rendering), rendering: rendering)
        }
        if messages.first?.verdict == .send { forecast.count(WaitingSend(planned), at: planned.plannedAt) }
        return messages
    }

    private func verdict(over planned: PlannedSend, _ rendering: Rendering?) -> Verdict {
        if let skip = planned.skip { return .skip(skip) }
        let verdict = forecast.question(over: WaitingSend(planned)).verdict(at: planned.plannedAt)
        if verdict == .send, case .missing = rendering { return .skip(.missingField) }
        return verdict
    }

    private func rendering(of planned: PlannedSend) -> Rendering? {
        forecast.rendering(
            of: WaitingSend(planned), to: planned.recipient,
            planned.template, among: question.templates, links: question.links)
    }
}

extension PreviewQuestion {
    /// What counts already, by day alone: a preview names no other campaign.
    fileprivate var counted: CountedMarketing {
        CountedMarketing(
            ofPatient: patientMarketingDays.map { .init(day: $0, campaign: "") },
            ofPoints: pointMarketingDays.mapValues { days in days.map { .init(day: $0, campaign: "") } })
    }
}
