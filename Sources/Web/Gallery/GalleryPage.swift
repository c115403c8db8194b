import Campaigns
import Markup
import Storage

/// One workflow of the gallery: when and why to use it, its steps, and its messages in each language.
enum GalleryPage {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let workflow = try Gallery.named(request)
        let templates = visit.call.templates
        let page = visit.page("gallery/workflow.html")
        page.text("name", workflow.name)
        page.text("about", workflow.summary)
        page.text("advice", workflow.advice)
        page.text("purpose", Gallery.permission(for: workflow))
        page.text("trigger", workflow.trigger.sentence.capitalisedStart)
        page.insert("drawing", Gallery.drawing(of: workflow, templates).page())
        try GalleryOffer(visit).fill(page, workflow)
        page.each("message", workflow.messages) { row, message in
            row.text("message-name", message.name)
            row.text("channel-name", message.channel.phrase.capitalisedStart)
            row.each("text", message.texts) { row, text in
                row.text("language", LanguageWords.name(text.language))
                row.attribute("text", "lang", text.language)
                row.insert("picture", picture(message, text, templates))
            }
        }
        return try visit.respond(
            page,
            in: Frame(title: workflow.name, crumbs: [Crumb(Noun.gallery.name, Path.gallery)], noun: .gallery))
    }

    /// As somebody might get it.
    private static func picture(_ message: GalleryMessage, _ text: GalleryText, _ templates: Templates) -> Page {
        let template = MessageTemplate(
            id: ID(0), name: message.name, channel: message.channel, number: 0, language: text.language,
            subject: text.words.subject, body: text.words.body)
        let samples = Dictionary(uniqueKeysWithValues: MergeField.allCases.map { ($0, $0.sample) })
        guard case .message(let filled) = template.rendered(with: MergeValues(samples, language: text.language)) else {
            preconditionFailure("the gallery's own message cannot be filled")
        }
        return MessagePicture(templates: templates, message: filled, note: "With sample names and times").page()
    }
}
