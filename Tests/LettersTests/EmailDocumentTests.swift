import Campaigns
import Testing

@testable import Letters

@Suite struct EmailDocumentTests {
    @Test("paragraphs, line breaks and links become HTML, and typed markup stays text")
    func document() throws {
        let link = Paragraph.Link(label: "Confirm", target: "https://clinic.example/p/c/1")
        let message = RenderedMessage(
            channel: .email, subject: "Your visit",
            paragraphs: [
                Paragraph(runs: [.text("Hello <Anna> & Co"), .lineBreak, .text("see you")]),
                Paragraph(runs: [.text("Please "), .link(link)]),
            ])
        let html = String(
            decoding: try message.htmlDocument(
                language: "en", clinicName: "Lind Orthodontics", pixel: "https://clinic.example/p/o/1"), as: UTF8.self)
        for part in [
            "<title>Your visit</title>", "Hello &lt;Anna&gt; &amp; Co<", "<br>", ">see you<", "Lind Orthodontics",
            "href=\"https://clinic.example/p/c/1\"", ">Confirm</a>", "src=\"https://clinic.example/p/o/1\"",
        ] {
            #expect(html.contains(part), "\(part)")
        }
    }

    @Test("a link that would run a script makes no document")
    func unsafeLink() {
        let link = Paragraph.Link(target: "javascript:alert(1)")
        let message = RenderedMessage(channel: .email, subject: "", paragraphs: [Paragraph(runs: [.link(link)])])
        #expect(throws: (any Error).self) { try message.htmlDocument(language: "en", clinicName: "Lind") }
    }
}
