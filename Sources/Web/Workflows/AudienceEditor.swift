import Campaigns
import Markup
import Storage

/// For whom a campaign is, and for whom not: two rules of lines.
enum AudienceEditor {
    static let who = "audience"
    static let but = "exclusions"
    /// The button that counts without saving.
    static let count = "count"

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let draft = try Draft.load(request, visit)
        var sheet = AudienceSheet(visit: visit, draft: draft, typed: try AudienceForm(draft, visit.db))
        if request.query["count"] != nil { sheet.counted = draft.terms }
        return try sheet.respond()
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let draft = try Draft.load(request, visit)
        guard draft.isOpen else { throw HTTPRefusal.noDraft(draft.campaign.status) }
        var form = try Form(
            request, names: RuleForm.names(who).union(RuleForm.names(but)).union([Form.versionField, count]),
            lists: RuleForm.lists(who).union(RuleForm.lists(but)))
        var sheet = AudienceSheet(visit: visit, draft: draft, typed: try AudienceForm(form, draft, visit.db))
        sheet.typed.version = form.version
        if sheet.typed.audience.isRearranged(form) || sheet.typed.exclusions.isRearranged(form) {
            return try sheet.respond()
        }
        let audience = sheet.typed.audience.rule(&form)
        let exclusions = sheet.typed.exclusions.rule(&form)
        guard let audience, let exclusions, form.problems.isEmpty else {
            sheet.problems = form.problems
            return try sheet.respond(status: 422)
        }
        let but = exclusions == .everybody ? nil : exclusions
        if form.isTicked(count) {
            sheet.counted = draft.terms(audience: audience, exclusions: but)
            return try sheet.respond()
        }
        switch try CampaignStore(visit.db).update(
            audience: audience, exclusions: but, of: draft.campaign.id, ifVersion: form.version, in: visit.clinicID,
            by: visit.author, at: visit.now)
        {
        case .done:
            return try visit.redirect(
                to: Path.audience(draft.campaign.id), notice: Notice("The audience is saved."))
        case .fixed(let status): throw HTTPRefusal.noDraft(status)
        case .gone: throw HTTPRefusal.notFound
        case .stale(let current, let by):
            sheet.typed.version = current.version
            sheet.problems = [FormProblem(who, stale(current, by, draft.segments, visit.times))]
            return try sheet.respond(status: 409)
        }
    }

    private static func stale(_ current: Campaign, _ by: String?, _ segments: Segments, _ times: Times) -> String {
        """
        \(by ?? "Somebody") changed the campaign \(times.near(current.updatedAt)), while you had this open. \
        Its audience is now: \(current.audienceSentence(naming: segments)). Save again to put yours in its place.
        """
    }
}

extension Campaign {
    /// "all patients, except where tag includes VIP".
    func audienceSentence(naming segments: Segments) -> String {
        let most = Rule.readParts
        let exclusions = exclusions.map { ", except where \($0.sentence(naming: segments, most: most))" } ?? ""
        return audience.people(naming: segments) + exclusions
    }
}

/// What stands in the audience's two rules.
struct AudienceForm {
    var audience: RuleForm
    var exclusions: RuleForm
    var version: Int

    init(_ draft: Draft, _ db: Database) throws {
        let campaign = draft.campaign
        let offers = try RuleOffers.load(draft.segments, in: campaign.clinicID, db)
        audience = RuleForm(prefix: AudienceEditor.who, campaign.audience, offers: offers)
        exclusions = RuleForm(prefix: AudienceEditor.but, campaign.exclusions, offers: offers)
        version = campaign.version
    }

    init(_ form: Form, _ draft: Draft, _ db: Database) throws {
        let offers = try RuleOffers.load(draft.segments, in: draft.campaign.clinicID, db)
        audience = RuleForm(prefix: AudienceEditor.who, form, offers: offers)
        exclusions = RuleForm(prefix: AudienceEditor.but, form, offers: offers)
        version = draft.campaign.version
    }
}
