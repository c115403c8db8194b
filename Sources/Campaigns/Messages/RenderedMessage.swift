/// One message as its recipient gets it.
public struct RenderedMessage: Sendable, Hashable, Codable {
    public let channel: Channel
    /// One line; empty where the channel has no subject.
    public var subject: String
    public var paragraphs: [Paragraph]

    public init(channel: Channel, subject: String, paragraphs: [Paragraph]) {
        self.channel = channel
        self.subject = subject
        self.paragraphs = paragraphs
    }

    /// The whole message as plain text: what an SMS is, and an e-mail's text part.
    public var text: String { paragraphs.map(\.text).joined(separator: "\n\n") }

    /// The addresses its links lead to, in reading order.
    public var linkTargets: [String] { links.map(\.target) }

    var links: [Paragraph.Link] {
        paragraphs.flatMap(\.runs).compactMap { run in
            if case .link(let link) = run { link } else { nil }
        }
    }

    /// The same message with clicks led elsewhere, for marketing that counts them; what people read stays.
    ///
    /// - Parameter tracked: the address that redirects to a target; nil leaves that link alone.
    public func replacingLinks(_ tracked: (_ target: String) -> String?) -> RenderedMessage {
        var message = self
        message.paragraphs = paragraphs.map { paragraph in
            Paragraph(
                runs: paragraph.runs.map { run in
                    guard case .link(var link) = run, let url = tracked(link.target) else { return run }
                    link.url = url
                    return .link(link)
                })
        }
        return message
    }
}
