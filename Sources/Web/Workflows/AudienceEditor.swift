import Campaigns
import Markup
import Storage

/// For whom a campaign is, and for whom not: two rules of lines.
enum AudienceEditor {
    private static let who = "audience"
    private static let but = "exclusions"

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let draft = try Draft.load(request, visit)
        return try respond(visit, draft, AudienceForm(draft.campaign))
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let draft = try Draft.load(request, visit)
        guard draft.isOpen else { throw HTTPRefusal.noDraft(draft.campaign.status) }
        var form = try Form(
            request, names: RuleForm.names(who).union(RuleForm.names(but)).union([Form.versionField]),
            lists: RuleForm.lists(who).union(RuleForm.lists(but)))
        var typed = AudienceForm(form, stored: draft.campaign)
        typed.version = form.version
        if typed.audience.isRearranged(form) || typed.exclusions.isRearranged(form) {
            return try respond(visit, draft, typed)
        }
        let audience = typed.audience.rule(&form)
        let exclusions = typed.exclusions.rule(&form)
        guard let audience, let exclusions, form.problems.isEmpty else {
            return try respond(visit, draft, typed, problems: form.problems, status: 422)
        }
        switch try CampaignStore(visit.db).update(
            audience: audience, exclusions: exclusions == .everybody ? nil : exclusions, of: draft.campaign.id,
            ifVersion: form.version, in: visit.clinicID, by: visit.author, at: visit.now)
        {
        case .done:
            return try visit.redirect(
                to: Path.audience(draft.campaign.id), notice: Notice("The audience is saved."))
        case .fixed(let status): throw HTTPRefusal.noDraft(status)
        case .gone: throw HTTPRefusal.notFound
        case .stale(let current, let by):
            typed.version = current.version
            let problem = FormProblem(who, stale(current, by, visit.times))
            return try respond(visit, draft, typed, problems: [problem], status: 409)
        }
    }

    private static func stale(_ current: Campaign, _ by: String?, _ times: Times) -> String {
        let exclusions = current.exclusions.map { ", except where \($0.sentence)" } ?? ""
        return """
            \(by ?? "Somebody") changed the campaign \(times.near(current.updatedAt)), while you had this open. \
            Its audience is now: \(current.audience.sentence)\(exclusions). Save again to put yours in its place.
            """
    }

    private static func respond(
        _ visit: Visit, _ draft: Draft, _ typed: AudienceForm, problems: [FormProblem] = [], status: Int = 200
    ) throws -> Response {
        let page = visit.page("campaigns/audience.html")
        let fields = visit.fields(problems: problems)
        let isEditable = draft.isOpen && visit.may(.manager)
        page.insert("head", CampaignHeadPage(visit: visit, campaign: draft.campaign, tab: .audience).page())
        fields.fillErrors(page)
        page.text("count", Self.summary(draft.campaign, isEditable: isEditable))
        page.keep("editable", if: isEditable)
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
        return try visit.respond(
            page,
            in: visit.frame(draft.campaign, "Audience", status: status))
    }

    private static func summary(_ campaign: Campaign, isEditable: Bool) -> String {
        let exclusions = campaign.exclusions.map { ", except where \($0.sentence)" } ?? ""
        let now = "It is for: \(campaign.audience.sentence)\(exclusions)."
        if !campaign.status.mayBeEdited {
            return "\(now) This campaign is \(campaign.status.phrase.lowercased()), so its audience stays as it is."
        }
        return isEditable ? now : "\(now) Your role may look at it, not change it."
    }
}

/// What stands in the audience's two rules.
struct AudienceForm {
    var audience: RuleForm
    var exclusions: RuleForm
    var version: Int

    init(_ campaign: Campaign) {
        audience = RuleForm(prefix: "audience", campaign.audience)
        exclusions = RuleForm(prefix: "exclusions", campaign.exclusions)
        version = campaign.version
    }

    init(_ form: Form, stored: Campaign) {
        let kept = AudienceForm(stored)
        audience = RuleForm(prefix: "audience", form, nested: kept.audience.nested)
        exclusions = RuleForm(prefix: "exclusions", form, nested: kept.exclusions.nested)
        version = stored.version
    }
}
