import Campaigns
import Markup

/// An e-mail's HTML as the courier makes it of the same paragraphs, without the pixel.
enum EmailHTML {
    /// - Throws: `MarkupError` when a link has a scheme that no message may carry.
    static func document(_ message: RenderedMessage, language: String, clinicName: String) throws -> [UInt8] {
        try MailBody(
            title: message.subject, language: language, sender: clinicName,
            paragraphs: message.paragraphs.map { $0.runs.map(run) }
        ).html()
    }

    private static func run(_ run: Paragraph.Run) -> MailRun {
        switch run {
        case .text(let text): .text(text)
        case .link(let link): .link(label: link.shown, address: link.url)
        case .lineBreak: .text("\n")
        }
    }

    /// Our own pages never frame others; this one is framed, and may do nothing (delivery.md 6).
    static let contentPolicy = "sandbox; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'"

    static func response(_ document: [UInt8]) -> Response {
        var response = Response.html(document)
        response.set("Content-Security-Policy", contentPolicy)
        return response
    }
}
