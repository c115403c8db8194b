import Campaigns
import CivilTime
import Storage

/// Reads what a preview of a draft asks about, and asks it.
struct DraftPreview {
    let visit: Visit
    let draft: Draft
    let facts: Facts
    /// The visit that staff chose; nil takes the patient's next.
    let chosen: ID<Appointment>?

    func preview() throws -> CampaignPreview { CampaignPreview(answering: try question()) }

    func question() throws -> PreviewQuestion {
        let terms = draft.terms
        let anchor = PreviewQuestion.anchor(by: terms, facts: facts, visit: chosen, now: visit.now)
        let about = facts.about(anchor, eventAt: nil)
        let startsAt = PreviewQuestion.start(by: terms, facts: about, now: scheduledStart(terms) ?? visit.now)
        let days = MarketingDaysStore(visit.db)
        let points = Set(facts.circle.everyone.flatMap { [$0.email, $0.phone] }.compactMap { $0?.id })
        let isCapped = terms.purpose == .marketing
        return PreviewQuestion(
            terms: terms, templates: Array(draft.templates.values),
            facts: about.about(anchor, eventAt: startsAt), startsAt: startsAt, now: visit.now,
            patientMarketingDays: isCapped
                ? try days.days(of: facts.patient.id, in: draft.clinic, at: visit.now) : [],
            pointMarketingDays: isCapped ? try days.days(of: points, in: draft.clinic, at: visit.now) : [:],
            unsubscribeURL: visit.sampleUnsubscribeURL)
    }

    /// A campaign at a date begins then, if that is still to come.
    private func scheduledStart(_ terms: Terms) -> Instant? {
        guard case .scheduled(let local) = terms.trigger else { return nil }
        return max(visit.zone.instant(of: local), visit.now)
    }
}
