import Campaigns
import Storage
import Testing

extension Desk {
    /// They ask for a test of an e-mail to an address of theirs.
    func askTest() throws -> ID<TestMessage> {
        let message = RenderedMessage(channel: .email, subject: "Hello", paragraphs: [Paragraph(text: "Dear you")])
        let asked = try TestMessageStore(site.db).ask(
            TestMessageStore.Wish(message: message, language: "en", template: nil, address: "ana@x.example"),
            for: staff, in: site.clinic, at: SampleSite.now)
        guard case .asked(let id) = asked else { throw NotAsked() }
        return id
    }

    private struct NotAsked: Error {}
}
