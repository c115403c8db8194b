import CivilTime

/// Asks the sender's verdict over sends of one enrollment that are still to come, in turn, and remembers what then
/// counts for the cap.
struct SendForecast {
    let terms: Terms
    let enrollment: Enrollment
    /// About the enrollment's anchor.
    let facts: Facts
    let status: CampaignStatus
    /// How messages of this campaign are called among those that count.
    let campaign: String
    private(set) var counted: CountedMarketing

    init(
        terms: Terms, enrollment: Enrollment, facts: Facts, status: CampaignStatus, campaign: String,
        counted: CountedMarketing
    ) {
        self.terms = terms
        self.enrollment = enrollment
        self.facts = facts
        self.status = status
        self.campaign = campaign
        self.counted = counted
    }

    /// - Parameter own: the send's row, which does not stand in its own way.
    func question(over send: WaitingSend, own: ID<Send>? = nil) -> SendQuestion {
        let counted = own.map(self.counted.without) ?? self.counted
        return SendQuestion(
            campaignStatus: status, terms: terms, enrollment: enrollment, facts: facts, send: send,
            patientMarketingDays: counted.ofPatient.map(\.day), pointMarketingDays: counted.days(of: send.point))
    }

    /// What the send would read like; nil where nobody receives it or its text is not at hand.
    func rendering(
        of send: WaitingSend, to recipient: Recipient?, _ template: ID<MessageTemplate>?,
        among texts: [MessageTemplate], links: MessageLinks
    ) -> Rendering? {
        guard let recipient,
            let template = texts.filter({ $0.id == template })
                .inLanguage(recipient.contact.language, else: facts.clinic.language)
        else { return nil }
        return SendRendering(
            template: template, facts: facts, recipient: recipient, purpose: terms.purpose,
            visit: question(over: send).visit(at: send.plannedAt), links: links, at: send.plannedAt
        ).rendering
    }

    /// Who receives a send now, if its address still does.
    func recipient(of send: WaitingSend) -> Recipient? {
        facts.circle.recipients(
            of: facts.patient, for: terms.purpose, by: send.channel, on: facts.clinic.day(at: send.dueAt),
            majority: facts.clinic.ageOfMajority
        ).first { $0.point.id == send.point }
    }

    /// One that leaves `at` counts from then on.
    mutating func count(_ send: WaitingSend, at instant: Instant) {
        guard terms.purpose == .marketing, let point = send.point else { return }
        counted.count(.init(day: facts.clinic.day(at: instant), campaign: campaign), to: point)
    }
}

extension WaitingSend {
    /// A planned send as its row would be.
    init(_ planned: PlannedSend) {
        self.init(
            step: planned.step.id, channel: planned.action.channel, contact: planned.recipient?.contact.id,
            point: planned.recipient?.point.id, version: planned.version, wait: planned.wait,
            plannedAt: planned.plannedAt, dueAt: planned.dueAt,
            isOnlyUntilConfirmed: planned.action.isOnlyUntilConfirmed, arm: planned.arm)
    }
}
