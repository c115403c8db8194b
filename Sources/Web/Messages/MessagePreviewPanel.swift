import Campaigns
import Markup
import Storage

/// How a text will look to the person it is shown for, how long it is, and what should be thought of before it is saved.
struct MessagePreviewPanel {
    let visit: Visit
    let clinic: Clinic
    let channel: Channel
    let id: ID<MessageTemplate>?
    /// nil while there is no text.
    let drawn: MessageTemplate?
    /// Whether it is the stored text, so that its own address shows it.
    let isSaved: Bool
    let subject: MessageSubject
    /// Whether a campaign that sends it advertises.
    let isMarketing: Bool

    /// What each field stands for here; nil without anybody to fill it for.
    var values: MergeValues? { preview?.values }

    private var preview: MessagePreview? {
        guard let facts = subject.chosen else { return nil }
        let template =
            drawn ?? MessageDraft(name: "", channel: channel, language: clinic.language, subject: "", body: "").template
        return MessagePreview(
            template: template, facts: facts, now: visit.now, links: visit.sampleLinks,
            purpose: isMarketing ? .marketing : .care)
    }

    func fill(_ page: Page) {
        page.keep("patients", if: !subject.offered.isEmpty)
        page.each("patient", subject.offered) { row, facts in
            let words = PatientWords(facts: facts, times: visit.times)
            row.text("patient", "\(words.nameAndAge) · \(words.nextVisit)")
            row.attribute("patient", "value", facts.patient.id.description)
            row.attribute(
                "patient", "selected", facts.patient.id == subject.chosen?.patient.id ? "selected" : nil)
        }
        page.keep("another", if: id != nil && visit.may(.manager))
        page.attribute("another", "href", id.map { Path.messagePatients($0) })
        page.attribute("show", "formaction", Path.showMessage)
        fillPicture(page)
        let warnings = warnings
        page.keep("problems", if: !warnings.isEmpty)
        page.each("problem", warnings) { row, warning in row.text("problem", warning) }
    }

    private func fillPicture(_ page: Page) {
        let estimate = estimate
        page.keep("length", if: estimate != nil)
        page.text(
            "length",
            estimate.map { "Usually \(SMSWords.text($0.usual)); with long names \(SMSWords.text($0.longest))." } ?? "")
        guard let drawn, let preview else {
            page.text(
                "picture", subject.chosen == nil ? "No patient to show it for yet." : "It is shown here as you type.")
            return
        }
        guard let message = preview.message, let recipient = preview.recipient else {
            page.text("picture", preview.refusal ?? "")
            return
        }
        var picture = MessagePicture(
            templates: visit.call.templates, message: message, note: "To \(PatientWords.name(recipient))")
        picture.sender = clinic.name
        if isSaved, let id {
            picture.frame = Path.messageBody(id, in: drawn.language, for: preview.facts.patient.id)
        } else {
            picture.poster = Path.showMessageBody
        }
        page.insert("picture", picture.page())
    }

    private var estimate: SMSEstimate? {
        drawn.flatMap { SMSEstimate(of: $0, clinic: clinic, isMarketing: isMarketing) }
    }

    /// What keeps the text from being saved, then what staff should think of, most pressing first.
    private var warnings: [String] {
        guard let drawn, !drawn.body.isEmpty else { return [] }
        let problems = isSaved ? [] : drawn.problems.filter { $0.place != .name }.map(\.sentence)
        let words = channel == .sms ? CarrierWord.all(in: drawn.body).map(\.sentence) : []
        let length = estimate.map { SMSWords.warnings($0, limit: clinic.smsPartLimit) } ?? []
        return problems + words + length + [stopWarning(drawn)].compactMap(\.self)
    }

    private func stopWarning(_ drawn: MessageTemplate) -> String? {
        guard isMarketing, let line = drawn.missingStopLine else { return nil }
        return
            "It advertises and does not say how to hear no more: “\(line)” is added when it leaves, and counted here."
    }
}
