import Campaigns
import Markup
import Storage

/// The page on which an audience is looked at, changed and counted.
struct AudienceSheet {
    let visit: Visit
    let draft: Draft
    var typed: AudienceForm
    var problems: [FormProblem] = []
    /// Whom the number is about; nil without one.
    var counted: Terms?

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("campaigns/audience.html")
        let fields = visit.fields(problems: problems)
        let isEditable = draft.isOpen && visit.may(.manager)
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: draft.campaign, tab: .audience).page())
        fields.fillErrors(page)
        page.text("count", summary(isEditable: isEditable))
        page.keep("editable", if: isEditable)
        page.keep("count-stored", if: !isEditable)
        page.attribute("count-stored", "action", Path.audience(draft.campaign.id))
        visit.fill(of: page, postingTo: Path.audience(draft.campaign.id))
        page.attribute("version", "value", String(typed.version))
        page.insert(
            "audience",
            RulesEditor(fields: fields, form: typed.audience, legend: "Who", hint: "Without a line: everybody.").page())
        page.insert(
            "exclusions",
            RulesEditor(fields: fields, form: typed.exclusions, legend: "Except", hint: "Without a line: nobody.")
                .page())
        page.attribute("cancel", "href", Path.builder(draft.campaign.id))
        page.keep("reach", if: counted != nil)
        if let counted {
            page.insert("reach", try AudienceReach(visit: visit, clinic: draft.clinic, terms: counted).page())
        }
        var frame = visit.frame(draft.campaign, "Audience", status: status)
        if isEditable { frame.scripts += ["live-answer", "rule-fields"] }
        return try visit.respond(page, in: frame)
    }

    private func summary(isEditable: Bool) -> String {
        let campaign = draft.campaign
        let now = "It is for \(campaign.audienceSentence(naming: draft.segments))."
        if !draft.isOpen {
            return "\(now) This campaign is \(campaign.status.phrase.lowercased()), so its audience stays as it is."
        }
        return isEditable ? now : "\(now) Your role may look at it, not change it."
    }
}

extension Draft {
    /// What it says with another audience, with the segments' rules in their place.
    func terms(audience: Rule, exclusions: Rule?) -> Terms {
        var terms = terms
        terms.audience = audience.resolved(by: segments)
        terms.exclusions = exclusions?.resolved(by: segments)
        return terms
    }
}
