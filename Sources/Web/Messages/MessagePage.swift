import Campaigns
import Markup
import Storage

/// The form of a message template with its catalogue of fields, and how it will look beside it.
struct MessagePage {
    let visit: Visit
    let clinic: Clinic
    let form: MessageForm
    /// nil for a new one.
    let stored: MessageTemplate?
    var version = 0
    var problems: [FormProblem] = []
    var conflict: String?
    /// What is drawn at the right: the text at hand, typed or stored; nil while it cannot be read.
    var drawn: MessageTemplate?
    /// For whom; nil for nobody yet.
    var patient: ID<Patient>?
    /// Whether the text at hand is the stored one, so that its own address shows it.
    var isSaved = false

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("messages/edit.html")
        let title = stored?.name ?? "New \(form.channel.phrase)"
        page.text("title", title)
        page.text("lead", try lead())
        visit.fields(problems: problems).fillErrors(page)
        fillConflict(page)
        fillForm(page)
        page.each("merge-field", MergeField.allCases) { row, field in
            row.text("code", "{{\(field.rawValue)}}")
            row.text("meaning", field.phrase.capitalisedStart)
            row.text("example", field.sample)
        }
        try fillPreview(page)
        return try visit.respond(
            page,
            in: Frame(
                title: title, crumbs: [Crumb(Noun.messages.name, Path.messages)], noun: .messages, status: status))
    }

    private func lead() throws -> String {
        let channel = form.channel.phrase.capitalisedStart
        guard let stored else { return "\(channel) · used by no campaign yet" }
        let uses = try MessageTemplateStore(visit.db).uses(of: [stored.id], in: visit.clinicID)[stored.id] ?? []
        guard !uses.isEmpty else { return "\(channel) · used by no campaign" }
        let names = uses.prefix(3).map(\.name).joined(separator: ", ")
        let more = uses.count > 3 ? " and \(uses.count - 3) more" : ""
        return "\(channel) · used in \(names)\(more); campaigns that run keep the text they were activated with"
    }

    private func fillConflict(_ page: Page) {
        page.keep("conflict", if: conflict != nil)
        page.text("conflict-title", conflict ?? "")
        page.attribute("conflict-drop", "href", stored.map { Path.message($0.id) } ?? Path.messages)
    }

    private func fillForm(_ page: Page) {
        let isEditable = visit.may(.manager)
        page.keep("editable", if: isEditable)
        visit.fill(of: page, postingTo: stored.map { Path.message($0.id) } ?? Path.messages)
        page.attribute("version", "value", String(version))
        page.keep("new", if: stored == nil)
        page.attribute("channel", "value", form.channel.rawValue)
        let readOnly = isEditable ? [:] : ["readonly": ""]
        let fields = visit.fields(problems: problems)
        page.insert("fields", fields.input("name", "Name", value: form.name, attributes: readOnly))
        if form.channel.hasSubject {
            page.insert("fields", fields.input("subject", "Subject", value: form.subject, attributes: readOnly))
        }
        page.insert(
            "fields",
            fields.textarea(
                "body", "Text", value: form.body, hint: bodyHint, rows: form.channel == .sms ? 6 : 14,
                attributes: readOnly))
    }

    private var bodyHint: String {
        guard form.channel == .sms else { return "An empty line begins a new paragraph." }
        guard let estimate else { return "160 characters make one part." }
        return "Usually \(SMSWords.text(estimate.usual)); with long names \(SMSWords.text(estimate.longest))."
    }

    private var estimate: SMSEstimate? { drawn.flatMap { SMSEstimate(of: $0, clinic: clinic) } }

    private func fillPreview(_ page: Page) throws {
        let offered = try patients()
        let shown = patient.flatMap { id in offered.first { $0.patient.id == id } } ?? offered.first
        page.keep("patients", if: stored != nil && !offered.isEmpty)
        if let stored { page.attribute("preview-form", "action", Path.message(stored.id)) }
        page.each("patient", offered) { row, facts in
            let words = PatientWords(facts: facts, times: visit.times)
            row.text("patient", "\(words.nameAndAge) · \(words.nextVisit)")
            row.attribute("patient", "value", facts.patient.id.description)
            row.attribute("patient", "selected", facts.patient.id == shown?.patient.id ? "selected" : nil)
        }
        page.keep("another", if: stored != nil)
        page.attribute("another", "href", stored.map { Path.messagePatients($0.id) })
        let problems = fillDrawn(page, shown)
        page.keep("problems", if: !problems.isEmpty)
        page.each("problem", problems) { row, problem in row.text("problem", problem) }
    }

    /// Draws what can be drawn; answers what should be said below it.
    private func fillDrawn(_ page: Page, _ facts: Facts?) -> [String] {
        let warnings = estimate.map { SMSWords.warnings($0, limit: clinic.smsPartLimit) } ?? []
        guard let drawn, let facts else {
            page.text("preview", drawn == nil ? "" : "No patient to show it for yet.")
            return warnings
        }
        let preview = MessagePreview(
            template: drawn, facts: facts, now: visit.now, links: visit.sampleLinks)
        guard let message = preview.message, let recipient = preview.recipient else {
            page.text("preview", "")
            return [preview.refusal].compactMap(\.self) + warnings
        }
        let frame = isSaved ? stored.map { Path.messageBody($0.id, for: facts.patient.id) } : nil
        page.insert(
            "preview",
            MessagePicture(
                templates: visit.call.templates, message: message, note: "To \(PatientWords.name(recipient))",
                frame: frame
            ).page())
        return warnings
    }

    /// Those who come next, and the one who was asked for.
    private func patients() throws -> [Facts] {
        var ids = try UpcomingStore(visit.db).patients(in: visit.clinicID, from: visit.now, visits: PatientChooser.most)
        if let patient, !ids.contains(patient) { ids.insert(patient, at: 0) }
        let facts = try FactsStore(visit.db).facts(of: ids, in: clinic)
        return ids.compactMap { facts[$0] }
    }
}
