/// The HTML part of an e-mail, made of paragraphs and links as values.
///
/// At most 600 px wide, readable in light and dark, without any picture but the pixel. Its styles are inline, because
/// mail programs drop stylesheets; it is never one of our own pages.
public struct MailBody: Sendable {
    /// The subject; mail programs and screen readers use it as the document's title.
    public var title: String
    /// A BCP 47 language tag, such as `en`.
    public var language: String
    /// Who writes, shown above the text: the clinic's name.
    public var sender: String
    /// In reading order. A paragraph that is one link alone becomes a button.
    public var paragraphs: [[MailRun]]
    /// Small print below the text, such as the postal address and the way to unsubscribe; may be empty.
    public var footer: [[MailRun]]
    /// The address of the picture whose loading counts as an opening; nil for mail that is not tracked.
    public var pixel: String?

    public init(
        title: String, language: String, sender: String, paragraphs: [[MailRun]], footer: [[MailRun]] = [],
        pixel: String? = nil
    ) {
        self.title = title
        self.language = language
        self.sender = sender
        self.paragraphs = paragraphs
        self.footer = footer
        self.pixel = pixel
    }

    /// The document in UTF-8.
    ///
    /// - Throws: `MarkupError.unsafeAddress` when a link's or the pixel's address has another scheme.
    public func html() throws(MarkupError) -> [UInt8] {
        let page = Page(MailTemplate.parsed)
        page.attribute("document", "lang", language)
        page.text("title", title)
        page.text("sender", sender)
        page.each("paragraph", paragraphs) { row, runs in
            let button = runs.loneLink
            row.keep("prose", if: button == nil)
            row.keep("button", if: button != nil)
            Self.fill(row, runs)
            if let button {
                row.text("button", button.label)
                row.attribute("button", "href", button.address)
            }
        }
        page.keep("footer", if: !footer.isEmpty)
        page.each("line", footer) { row, runs in Self.fill(row, runs) }
        page.keep("pixel", if: pixel != nil)
        page.attribute("pixel", "src", pixel)
        return try page.html()
    }

    private static func fill(_ row: Page, _ runs: [MailRun]) {
        row.each("run", runs.flatMap(\.pieces)) { row, piece in
            row.keep("text", if: piece.isText)
            row.keep("link", if: piece.isLink)
            row.keep("break", if: piece == .lineBreak)
            switch piece {
            case .text(let text):
                row.text("text", text)
            case .link(let label, let address):
                row.text("link", label)
                row.attribute("link", "href", address)
            case .lineBreak:
                break
            }
        }
    }
}

extension [MailRun] {
    fileprivate var loneLink: (label: String, address: String)? {
        guard count == 1, case .link(let label, let address) = self[0] else { return nil }
        return (label, address)
    }
}
