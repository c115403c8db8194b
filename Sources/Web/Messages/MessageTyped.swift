import Campaigns
import Storage

/// A text as it was typed into the page of a message template, saved before or not: what showing and testing are about.
struct MessageTyped {
    var form: Form
    let clinic: Clinic
    /// Every stored text of the template; empty for a new one.
    let texts: [MessageTemplate]
    let typed: MessageForm
    let draft: MessageDraft

    /// - Throws: `HTTPRefusal` for a template of another clinic, and for a form that names no channel or language.
    ///
    /// - Parameter id: the template that the path names; else the form says which, or that it is a new one.
    init(_ request: Request, of id: ID<MessageTemplate>? = nil, _ visit: Visit) throws {
        if let id { texts = try MessageEditor.texts(id, visit) } else { texts = try Self.texts(request, visit) }
        var form = try Form(request, names: MessageForm.names)
        clinic = try visit.clinic()
        guard let channel = texts.first?.channel ?? MessageEditor.channel(form["channel"]) else {
            throw HTTPRefusal.badRequest(
                "The form does not say whether it is an e-mail or an SMS. Nothing was changed.")
        }
        typed = MessageForm(channel, language: try Self.language(form["language"], clinic), form)
        draft = typed.draft(&form)
        self.form = form
    }

    /// Whether it is the stored text.
    var isSaved: Bool { typed.isSaved(in: texts) }

    var patient: ID<Patient>? { ID(text: form["patient"]) }

    func page(_ visit: Visit) -> MessagePage {
        var page = MessagePage(visit: visit, clinic: clinic, form: typed, texts: texts)
        page.version = form.version
        page.drawn = draft.template
        page.patient = patient
        return page
    }

    static func language(_ text: String, _ clinic: Clinic) throws -> String {
        if text.isEmpty { return clinic.language }
        guard LanguageTag.isValid(text) else {
            throw HTTPRefusal.badRequest("The form names no language. Nothing was changed.")
        }
        return text
    }

    private static func texts(_ request: Request, _ visit: Visit) throws -> [MessageTemplate] {
        let id = try Form(request, names: MessageForm.names)["id"]
        if id.isEmpty { return [] }
        guard let id = ID<MessageTemplate>(text: id) else { throw HTTPRefusal.notFound }
        return try MessageEditor.texts(id, visit)
    }
}
