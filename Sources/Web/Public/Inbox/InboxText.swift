import Campaigns
import Markup
import Tokens

/// A message's text with its links, as its reader sees it: a link alone in its paragraph is a button, and our own say what
/// they do.
struct InboxText {
    let message: RenderedMessage
    let templates: Templates
    let words: InboxWords
    let links: PublicLinks

    init(_ message: RenderedMessage, _ door: InboxDoor) {
        self.init(
            message: message, templates: door.call.templates, words: door.words, links: PublicPage.links(door.call))
    }

    init(message: RenderedMessage, templates: Templates, words: InboxWords, links: PublicLinks) {
        (self.message, self.templates, self.words, self.links) = (message, templates, words, links)
    }

    func page() -> Page {
        let page = templates.page("public/inbox-text.html")
        page.each("paragraph", message.paragraphs) { row, paragraph in
            let button = loneLink(paragraph)
            row.keep("prose", if: button == nil)
            row.keep("button", if: button != nil)
            row.text("button", button.map(label) ?? "")
            row.attribute("button", "href", button?.url)
            row.each("run", paragraph.runs) { row, run in fill(row, run) }
        }
        return page
    }

    /// As a program reads them: in reading order.
    var labelledLinks: [(label: String, url: String)] {
        message.paragraphs.flatMap(\.runs).compactMap { run in
            if case .link(let link) = run { (label(link), link.url) } else { nil }
        }
    }

    private func fill(_ row: Page, _ run: Paragraph.Run) {
        row.keep("words", if: run.words != nil)
        row.text("words", run.words ?? "")
        row.keep("break", if: run == .lineBreak)
        row.keep("link", if: run.link != nil)
        row.text("link", run.link.map(label) ?? "")
        row.attribute("link", "href", run.link?.url)
    }

    /// The way out is never offered like the way on.
    private func loneLink(_ paragraph: Paragraph) -> Paragraph.Link? {
        guard paragraph.runs.count == 1, let link = paragraph.runs[0].link,
            links.purpose(of: link.url) != .unsubscribe
        else { return nil }
        return link
    }

    private func label(_ link: Paragraph.Link) -> String {
        link.label ?? links.purpose(of: link.url).flatMap(words.label) ?? link.target
    }
}

extension Paragraph.Run {
    fileprivate var words: String? { if case .text(let text) = self { text } else { nil } }
    fileprivate var link: Paragraph.Link? { if case .link(let link) = self { link } else { nil } }
}
