import Campaigns
import CivilTime
import Storage

/// Reads what a preview of a draft asks about, and asks it.
struct DraftPreview {
    let db: Database
    let now: Instant
    /// What stands in for each recipient's own links.
    let links: MessageLinks
    let draft: Draft
    let facts: Facts
    /// The visit that was chosen; nil takes the patient's next.
    let chosen: ID<Appointment>?

    func preview() throws -> CampaignPreview { CampaignPreview(answering: try question()) }

    func question() throws -> PreviewQuestion {
        let terms = draft.terms
        let anchor = PreviewQuestion.anchor(by: terms, facts: facts, visit: chosen, now: now)
        let about = facts.about(anchor, eventAt: nil)
        let startsAt = PreviewQuestion.start(by: terms, facts: about, now: scheduledStart(terms) ?? now)
        let days = MarketingDaysStore(db)
        let points = Set(facts.circle.everyone.flatMap(\.points).map(\.id))
        let isCapped = terms.purpose == .marketing
        return PreviewQuestion(
            terms: terms, templates: try texts(terms),
            facts: about.about(anchor, eventAt: startsAt), startsAt: startsAt, now: now,
            patientMarketingDays: isCapped
                ? try days.days(of: facts.patient.id, in: draft.clinic, at: now) : [],
            pointMarketingDays: isCapped ? try days.days(of: points, in: draft.clinic, at: now) : [:],
            links: links)
    }

    /// Of each message in every language: a recipient is shown their own.
    private func texts(_ terms: Terms) throws -> [MessageTemplate] {
        let named = terms.workflow.templates
        let versions = terms.templateVersions.filter { named.contains($0.template) }
        return Array(try MessageTemplateStore(db).texts(of: versions, in: draft.clinic.id).values.joined())
    }

    /// A campaign at a date begins then, if that is still to come.
    private func scheduledStart(_ terms: Terms) -> Instant? {
        terms.trigger?.occurrence(after: now, in: draft.clinic.zone)
    }

    /// Why a message of the preview would leave when it would, or would not.
    func sentence(_ message: PreviewedMessage, _ times: Times) -> String {
        let planned = message.planned
        var named = ExplanationFacts()
        named.isToMinorAlone =
            planned.recipient?.relation == .own
            && facts.leaveMinorAlone(for: draft.campaign.purpose, at: planned.plannedAt)
        return Explanation(
            outcome: .init(message.verdict), type: draft.campaign.type, purpose: draft.campaign.purpose,
            channel: planned.action.channel, trigger: draft.campaign.trigger, wait: planned.wait.expression,
            visit: planned.visit.map { .init(type: $0.type, startsAt: $0.startsAt, bookedAt: $0.bookedAt) },
            plannedAt: planned.plannedAt, facts: named
        ).sentence(times)
    }
}
