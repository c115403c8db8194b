extension MessageTemplate {
    /// The line that marketing by SMS gets when it leaves, because the text does not say how to hear no more; nil where
    /// it says so, and by other channels.
    public var missingStopLine: String? {
        guard channel == .sms else { return nil }
        let message = RenderedMessage(channel: .sms, subject: "", paragraphs: [Paragraph(text: body)])
        let footer = MarketingFooter(clinicName: "", postalAddress: "", unsubscribeURL: "", language: language)
        return message.withMarketingFooter(footer) == message ? nil : MessageWords(language: language).stop
    }
}
