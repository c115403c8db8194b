/// What every marketing message has to carry: how to hear no more, and in e-mail who writes from where (delivery.md 4).
public struct MarketingFooter: Sendable, Hashable {
    public let clinicName: String
    public let postalAddress: String
    public let unsubscribeURL: String
    /// Where people choose what they get; nil for no such link.
    public let preferencesURL: String?
    /// Tag of the message's language.
    public let language: String

    public init(
        clinicName: String, postalAddress: String, unsubscribeURL: String, preferencesURL: String? = nil,
        language: String
    ) {
        self.clinicName = clinicName
        self.postalAddress = postalAddress
        self.unsubscribeURL = unsubscribeURL
        self.preferencesURL = preferencesURL
        self.language = language
    }
}

extension RenderedMessage {
    /// The same message with what marketing must carry, where it does not carry it already.
    public func withMarketingFooter(_ footer: MarketingFooter) -> RenderedMessage {
        switch channel {
        case .email: withAddress(footer)
        case .sms: withStopLine(footer)
        case .inApp, .push: withWayOut(footer)
        }
    }

    private func withAddress(_ footer: MarketingFooter) -> RenderedMessage {
        let words = MessageWords(language: footer.language)
        let address = ([footer.clinicName] + footer.postalAddress.split(whereSeparator: \.isNewline).map(String.init))
            .map(\.trimmed).filter { !$0.isEmpty }
        var runs = Array(address.map { [Paragraph.Run.text($0)] }.joined(separator: [.lineBreak]))
        func add(_ label: String, _ target: String) {
            if !runs.isEmpty { runs.append(.lineBreak) }
            runs.append(.link(Paragraph.Link(label: label, target: target)))
        }
        if !linkTargets.contains(footer.unsubscribeURL) { add(words.unsubscribe, footer.unsubscribeURL) }
        if let preferences = footer.preferencesURL { add(words.preferences, preferences) }
        guard !runs.isEmpty else { return self }
        var message = self
        message.paragraphs.append(Paragraph(runs: runs))
        return message
    }

    /// The clinic's name and address stand around every message of the inbox already.
    private func withWayOut(_ footer: MarketingFooter) -> RenderedMessage {
        guard !linkTargets.contains(footer.unsubscribeURL) else { return self }
        var message = self
        let link = Paragraph.Link(
            label: MessageWords(language: footer.language).unsubscribe, target: footer.unsubscribeURL)
        message.paragraphs.append(Paragraph(runs: [.link(link)]))
        return message
    }

    private func withStopLine(_ footer: MarketingFooter) -> RenderedMessage {
        guard !saysHowToStop else { return self }
        var message = self
        let line = Paragraph.Run.text(MessageWords(language: footer.language).stop)
        // On a line of its own, not in a paragraph: a blank line would cost two characters.
        if message.paragraphs.isEmpty {
            message.paragraphs = [Paragraph(runs: [line])]
        } else {
            message.paragraphs[message.paragraphs.count - 1].runs += [.lineBreak, line]
        }
        return message
    }

    private var saysHowToStop: Bool {
        let written = text.lowercased()
        // Most texts do not say the word at all: one search, not five.
        return written.contains("stop") && Self.stopPhrases.contains(where: written.contains)
    }

    private static let stopPhrases = ["reply stop", "text stop", "send stop", "responda stop", "envíe stop"]
}
