import Campaigns
import Markup
import Storage

/// The page of the reminder table: its lines to change, what they come to in words, and the campaign that they are.
struct ReminderSheet {
    let visit: Visit
    let campaign: Campaign
    let stored: ReminderTable
    var form: ReminderForm
    var problems: [FormProblem] = []
    /// What the lines were read at.
    var version: Int

    init(visit: Visit, campaign: Campaign, stored: ReminderTable, form: ReminderForm) {
        self.visit = visit
        self.campaign = campaign
        self.stored = stored
        self.form = form
        version = campaign.version
    }

    func messages() throws -> [ID<MessageTemplate>: MessageTemplate] {
        try MessageTemplateStore(visit.db).all(language: visit.clinic().language, in: visit.clinicID)
    }

    /// - Parameter rules: said in words in place of what is kept.
    func respond(saying rules: [ReminderRule]? = nil, status: Int = 200) throws -> Response {
        let page = visit.page("reminders/table.html")
        let fields = visit.fields(problems: problems)
        let isEditable = visit.may(.manager)
        page.text("state", campaign.status.phrase)
        page.attribute("state", "data-state", campaign.status.rawValue.lowercased())
        page.text("lead", lead)
        page.each("action", actions) { row, action in
            row.text("action", action.label)
            row.attribute("action", "href", action.path)
            row.attribute("action", "class", action.isPrimary ? "button primary" : "button")
        }
        fields.fillErrors(page)
        try fillChanges(page)
        page.keep("editable", if: isEditable)
        if isEditable {
            visit.fill(of: page, postingTo: Path.reminders)
            page.attribute("campaign", "value", campaign.id.description)
            page.attribute("version", "value", String(version))
            let whole = fields.problem(ReminderForm.whole)
            page.keep("whole-error", if: whole != nil)
            page.text("whole-error", whole ?? "")
            page.text("save", campaign.status == .draft ? "Save the table" : "Save, then see what changes…")
            let lines = ReminderLines(fields: fields, types: stored.types, messages: try messages())
            page.each("line", Array(form.lines.enumerated())) { row, item in lines.fill(row, item.offset, item.element)
            }
        }
        let said = rules.map { ReminderTable(rules: $0, types: stored.types) } ?? stored
        fillWords(page, said, isKept: rules == nil, of: try visit.clinic())
        var frame = Frame(title: Noun.reminders.name, noun: .reminders, status: status)
        if isEditable { frame.scripts = ["live-answer"] }
        return try visit.respond(page, in: frame)
    }

    private var lead: String {
        switch campaign.status {
        case .draft: "Nothing is sent before you activate them."
        case .active: campaign.activatedAt.map { "At work since \(visit.times.text($0))." } ?? "At work."
        case .paused: campaign.pausedAt.map { "Nothing leaves since \(visit.times.text($0))." } ?? "Nothing leaves."
        case .completed, .archived: "They are over."
        }
    }

    private struct Action {
        let label: String
        let path: String
        var isPrimary = false
    }

    private var isUnpublished: Bool {
        campaign.publishedVersion.map { $0 != campaign.version } ?? false
    }

    private var actions: [Action] {
        let looking = [Action(label: "Workflow", path: Path.builder(campaign.id))]
        guard visit.may(.manager) else { return looking }
        let detach = Action(label: "Detach…", path: Path.detachReminders)
        return switch campaign.status {
        case .draft:
            [Action(label: "Activate…", path: Path.activate(campaign.id), isPrimary: true)] + looking + [detach]
        case .active: [Action(label: "Pause…", path: Path.pause(campaign.id))] + looking + [detach]
        case .paused:
            [Action(label: "Resume…", path: Path.resume(campaign.id), isPrimary: !isUnpublished)] + looking + [detach]
        case .completed, .archived: looking
        }
    }

    private func fillChanges(_ page: Page) throws {
        let published = isUnpublished ? try ReminderStore(visit.db).published(of: campaign) : nil
        let running = published.map { ReminderTable(rules: $0, types: stored.types) }
        let changes = running.map { stored.changes(since: $0) } ?? []
        page.keep("unpublished", if: isUnpublished)
        page.each("change", changes) { row, change in row.text("change", change) }
        page.keep("may-publish", if: visit.may(.manager))
        page.attribute("publish", "href", Path.publish(campaign.id))
        page.attribute("discard", "href", Path.discard(campaign.id))
    }

    private struct Said {
        let name: String
        let sentence: String
        let note: String?
    }

    private func fillWords(_ page: Page, _ table: ReminderTable, isKept: Bool, of clinic: Clinic) {
        let own = table.ownTypes
        let others = table.types.filter { type in !own.contains { $0.id == type.id } }.map(\.name)
        let names = others.isEmpty || own.isEmpty ? "" : " (\(Self.some(others)))"
        let kinds =
            [(Optional<ID<AppointmentType>>.none, own.isEmpty ? "Every visit" : "Every other type\(names)")]
            + own.map { ($0.id, $0.name) }
        let all = kinds.map { type, name in
            Said(
                name: name, sentence: table.sentence(for: type).capitalisedStart + ".",
                note: table.collision(for: type, morning: clinic.calendar.morning))
        }
        page.text("words-title", isKept ? "In words" : "In words, not saved yet")
        page.each("said", all) { row, said in
            row.text("said-name", said.name)
            row.text("said-sentence", said.sentence)
            row.keep("said-note", if: said.note != nil)
            row.text("said-note", said.note ?? "")
        }
    }

    private static let mostNames = 6

    private static func some(_ names: [String]) -> String {
        let shown = names.prefix(mostNames).joined(separator: ", ")
        return names.count > mostNames ? "\(shown) and \(names.count - mostNames) more" : shown
    }
}
