import Campaigns
import Markup

/// The HTML part of a rendered e-mail.
public struct MailHTML {
    let message: RenderedMessage
    /// The clinic's name.
    let sender: String
    let language: String
    /// nil for mail that is not tracked.
    let pixelURL: String?

    public init(of message: RenderedMessage, sender: String, language: String, pixelURL: String?) {
        self.message = message
        self.sender = sender
        self.language = language
        self.pixelURL = pixelURL
    }

    /// A whole document in UTF-8.
    ///
    /// - Throws: `MarkupError` for a link of another scheme than http, https, mailto or tel.
    public func document() throws -> [UInt8] {
        try MailBody(
            title: message.subject, language: language, sender: sender,
            paragraphs: message.paragraphs.map { $0.runs.map(Self.run) }, pixel: pixelURL
        ).html()
    }

    private static func run(_ run: Paragraph.Run) -> MailRun {
        switch run {
        case .text(let text): .text(text)
        case .lineBreak: .text("\n")
        case .link(let link): .link(label: link.shown, address: link.url)
        }
    }
}
