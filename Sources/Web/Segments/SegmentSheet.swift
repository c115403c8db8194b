import Campaigns
import Markup
import Storage

/// The page of one segment, or of one to be made.
struct SegmentSheet {
    let visit: Visit
    /// nil for a new one.
    let stored: Segment?
    var typed: SegmentForm
    var problems: [FormProblem] = []
    /// What is counted, its segments in place; nil without a number.
    var counted: Rule?

    private var title: String { stored?.name ?? "New segment" }

    private var isEditable: Bool { visit.may(.manager) }

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("segments/edit.html")
        let fields = visit.fields(problems: problems)
        page.text("title", title)
        page.text("lead", try lead())
        fields.fillErrors(page)
        page.text("sentence", sentence)
        page.keep("editable", if: isEditable)
        visit.fill(of: page, postingTo: stored.map { Path.segment($0.id) } ?? Path.segments)
        page.attribute("version", "value", String(typed.version))
        page.insert(
            "fields",
            fields.input(
                "name", "Name", value: typed.name, attributes: ["maxlength": String(Segment.maximumNameLength)]))
        page.insert(
            "rules",
            RulesEditor(fields: fields, form: typed.rule, legend: "Who", hint: "Without a line: everybody.").page())
        page.keep("may-remove", if: stored != nil)
        if let stored { page.attribute("may-remove", "href", Path.removeSegment(stored.id)) }
        page.keep("reach", if: counted != nil)
        if let counted { page.text("reach", try count(counted)) }
        var frame = Frame(
            title: title, crumbs: [Crumb(Noun.segments.name, Path.segments)], noun: .segments, status: status)
        if isEditable { frame.scripts = ["live-answer", "rule-fields"] }
        return try visit.respond(page, in: frame)
    }

    private func lead() throws -> String {
        guard let stored else { return "A group of patients to use again in audiences" }
        let use = try SegmentStore(visit.db).use(of: stored.id, in: visit.clinicID)
        return use.isEmpty ? "Not used yet" : "Used by \(use.names)"
    }

    private var sentence: String {
        guard let stored else { return "Say who belongs to it." }
        return "\(stored.rule.people(naming: typed.rule.segments).capitalisedStart)."
    }

    private func count(_ rule: Rule) throws -> String {
        let clinic = try visit.clinic()
        let number = try AudienceStore(visit.db).count(Audience(rule: rule), in: clinic, at: visit.now)
        return "\(Numbers.count(number, "patient belongs", "patients belong")) to it now."
    }
}

extension SegmentUse {
    /// "the campaign “Recall” and the segment “Adults”".
    var names: String {
        let all = campaigns.map { "the campaign “\($0.name)”" } + segments.map { "the segment “\($0.name)”" }
        guard let last = all.last, all.count > 1 else { return all.joined() }
        return "\(all.dropLast().joined(separator: ", ")) and \(last)"
    }
}
