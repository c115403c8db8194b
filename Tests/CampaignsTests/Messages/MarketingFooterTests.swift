import Testing

@testable import Campaigns

@Suite struct MarketingFooterTests {
    private let footer = MarketingFooter(
        clinicName: "Lakeside Orthodontics", postalAddress: "12 Main Street\r\nSpringfield",
        unsubscribeURL: "https://example.org/p/u/1", language: "en")

    private func message(_ channel: Channel, _ runs: [Paragraph.Run]) -> RenderedMessage {
        RenderedMessage(channel: channel, subject: "", paragraphs: [Paragraph(runs: runs)])
    }

    @Test("an e-mail tells who writes and how to hear no more")
    func email() {
        #expect(
            message(.email, [.text("Hi")]).withMarketingFooter(footer).text == """
                Hi

                Lakeside Orthodontics
                12 Main Street
                Springfield
                Unsubscribe: https://example.org/p/u/1
                """)
    }

    @Test("a link to unsubscribe that the text has is not added again")
    func emailWithLink() {
        let link = Paragraph.Run.link(.init(target: footer.unsubscribeURL))
        #expect(message(.email, [link]).withMarketingFooter(footer).links.count == 1)
    }

    @Test("an SMS says STOP, once")
    func sms() {
        let once = message(.sms, [.text("Sale")]).withMarketingFooter(footer)
        #expect(once.text == "Sale\nReply STOP to opt out.")
        #expect(once.withMarketingFooter(footer) == once)
        #expect(
            message(.sms, [.text("STOP waiting!")]).withMarketingFooter(footer).text.hasSuffix("Reply STOP to opt out.")
        )
    }

    @Test("a message of the inbox has one way out", arguments: [Channel.inApp, .push])
    func inbox(channel: Channel) {
        let once = message(channel, [.text("Sale")]).withMarketingFooter(footer)
        #expect(once.text == "Sale\n\nUnsubscribe: https://example.org/p/u/1")
        #expect(once.withMarketingFooter(footer) == once)
    }
}
