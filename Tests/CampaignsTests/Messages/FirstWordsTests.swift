import Testing

@testable import Campaigns

@Suite struct FirstWordsTests {
    @Test(
        "the first words are whole words of the text on one line, within the limit",
        arguments: [
            ("", 10, ""), ("One two", 7, "One two"), ("One two", 6, "One…"), ("One two three", 8, "One two…"),
            ("One two three", 9, "One two…"), ("Onetwothree", 6, "Onetw…"), ("  One\u{A0}two \n", 20, "One two"),
        ])
    func cut(text: String, limit: Int, words: String) {
        #expect(message([.text(text)]).firstWords(limit: limit) == words)
    }

    @Test("links are left out, and paragraphs and lines run on")
    func links() {
        let link = Paragraph.Run.link(.init(label: "Unsubscribe", target: "https://example.org/"))
        let message = RenderedMessage(
            channel: .push, subject: "",
            paragraphs: [
                Paragraph(runs: [.text("Hello,"), .lineBreak, .text("see "), link, .text(" now")]),
                Paragraph(runs: [link]),
                Paragraph(text: "Bye"),
            ])
        #expect(message.firstWords(limit: 100) == "Hello, see now Bye")
    }

    private func message(_ runs: [Paragraph.Run]) -> RenderedMessage {
        RenderedMessage(channel: .push, subject: "", paragraphs: [Paragraph(runs: runs)])
    }
}
