import Campaigns
import Markup
import Storage

/// The form of a message template's text with the fields it may hold, and how it will look beside it.
struct MessagePage {
    let visit: Visit
    let clinic: Clinic
    var form: MessageForm
    /// The stored texts, one a language; empty for a new template.
    let texts: [MessageTemplate]
    var version = 0
    var problems: [FormProblem] = []
    var conflict: String?
    /// What is drawn at the right: the text at hand, typed or stored; nil while there is none.
    var drawn: MessageTemplate?
    /// For whom; nil for nobody yet.
    var patient: ID<Patient>?
    /// Whether the text at hand is the stored one, so that its own address shows it.
    var isSaved = false
    /// What stands in the field for the staff's own number; nil before anybody typed there.
    var phone: String?
    /// The test that was just taken in.
    var asked: ID<TestMessage>?
    var testRefusal: String?

    private var id: ID<MessageTemplate>? { texts.first?.id }

    /// Puts what was typed for one's own test, which the query names, in the place of what is stored.
    mutating func take(tested request: Request) throws {
        guard let test = request.query["test"].flatMap({ ID<TestMessage>(text: $0) }),
            let typed = try TestMessageStore(visit.db).typed(test, about: id, of: visit.staff.id, in: visit.clinicID)
        else { return }
        let typedForm = MessageForm(form.channel, language: form.language, typed)
        isSaved = typedForm.isSaved(in: texts)
        form = typedForm
        version = typed.version
        drawn = typedForm.draft.template
        patient = typed.patient
        asked = test
    }

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("messages/edit.html")
        let title = texts.first?.name ?? "New \(form.channel.phrase)"
        let uses = try id.map { try MessageTemplateStore(visit.db).uses(of: [$0], in: visit.clinicID)[$0] ?? [] } ?? []
        let subject = try MessageSubject(visit, clinic, asked: patient)
        page.text("title", title)
        page.text("lead", "\(form.channel.phrase.capitalisedStart) · \(Self.used(uses))")
        fillActions(page)
        visit.fields(problems: problems).fillErrors(page)
        fillConflict(page)
        MessageLanguages(form: form, texts: texts, usual: clinic.language).fill(page, visit)
        fillForm(page)
        let preview = MessagePreviewPanel(
            visit: visit, clinic: clinic, channel: form.channel, id: id, drawn: drawn, isSaved: isSaved,
            subject: subject, isMarketing: uses.contains { $0.purpose == .marketing })
        preview.fill(page)
        fillMergeFields(page, preview)
        try MessageTestPanel(
            visit: visit, channel: form.channel, id: id, phone: phone, asked: asked,
            refusal: testRefusal, problems: problems
        ).fill(page)
        try MessageUsesPanel(visit: visit, template: texts.first, uses: uses).fill(page)
        return try visit.respond(
            page,
            in: Frame(
                title: title, crumbs: [Crumb(Noun.messages.name, Path.messages)], noun: .messages,
                scripts: ["message-preview", "merge-fields", "refresh"], status: status))
    }

    /// "used by no campaign", "used in Recall and 2 more".
    private static func used(_ uses: [TemplateUse]) -> String {
        guard let first = uses.first else { return "used by no campaign" }
        return uses.count == 1 ? "used in \(first.name)" : "used in \(first.name) and \(uses.count - 1) more"
    }

    private func fillActions(_ page: Page) {
        page.keep("actions", if: id != nil)
        page.keep("may-change", if: visit.may(.manager))
        guard let id else { return }
        page.attribute("versions", "href", Path.messageVersions(id))
        page.attribute("duplicate", "action", Path.duplicateMessage(id))
        page.attribute("duplicate-token", "value", visit.token)
        page.attribute("remove", "href", Path.removeMessage(id))
    }

    private func fillConflict(_ page: Page) {
        page.keep("conflict", if: conflict != nil)
        page.text("conflict-title", conflict ?? "")
        page.attribute("conflict-drop", "href", id.map { Path.message($0, in: form.language) } ?? Path.messages)
    }

    private func fillForm(_ page: Page) {
        let isEditable = visit.may(.manager)
        page.keep("editable", if: isEditable)
        visit.fill(of: page, postingTo: id.map { Path.message($0) } ?? Path.messages)
        page.attribute("form", "data-message-preview", Path.showMessage)
        page.attribute("version", "value", String(version))
        page.attribute("id", "value", id?.description ?? "")
        page.attribute("channel", "value", form.channel.rawValue)
        page.attribute("language", "value", form.language)
        let own = isEditable ? [:] : ["readonly": ""]
        let merging = own.merging(["data-merge-into": ""]) { $1 }
        let fields = visit.fields(problems: problems)
        page.insert("fields", fields.input("name", "Name", value: form.name, attributes: own))
        if form.channel.hasSubject {
            page.insert("fields", fields.input("subject", "Subject", value: form.subject, attributes: merging))
        }
        page.insert(
            "fields",
            fields.textarea(
                "body", "Text", value: form.body,
                hint: form.channel == .sms
                    ? "160 plain characters make one part." : "An empty line begins a new paragraph.",
                rows: form.channel == .email ? 14 : 6, attributes: merging))
    }

    /// A link without what only a program reads at its end.
    private static func glance(_ value: String) -> String {
        guard value.hasPrefix("http://") || value.hasPrefix("https://"), let end = value.lastIndex(of: "/") else {
            return value
        }
        return value[...end] + "…"
    }

    private func fillMergeFields(_ page: Page, _ preview: MessagePreviewPanel) {
        let values = preview.values
        page.text(
            "example-title",
            preview.subject.chosen.map { values == nil ? "For example" : "For \($0.patient.firstName)" }
                ?? "For example")
        page.each("group", MergeFieldGroup.allCases) { rows, group in
            rows.text("group-name", group.phrase)
            rows.each("merge-field", group.fields) { row, field in
                row.text("code", "{{\(field.rawValue)}}")
                row.text("meaning", field.phrase.capitalisedStart)
                row.attribute("example", "data-example", field.rawValue)
                row.text("example", values.map { $0[field].map(Self.glance) ?? "not recorded" } ?? field.sample)
            }
        }
    }
}
