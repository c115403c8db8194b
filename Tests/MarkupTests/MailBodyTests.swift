import Markup
import Testing

@Suite("MailBody")
struct MailBodyTests {
    private func mail(_ paragraphs: [[MailRun]], footer: [[MailRun]] = [], pixel: String? = nil) -> MailBody {
        MailBody(
            title: "You're booked", language: "en", sender: "Lakeview & Sons", paragraphs: paragraphs, footer: footer,
            pixel: pixel)
    }

    private func html(_ mail: MailBody) throws -> String { String(decoding: try mail.html(), as: UTF8.self) }

    @Test("it is a document in the patient's language that names its sender, all of it escaped")
    func frame() throws {
        var mail = mail([[.text("Dear <Mia>")]])
        mail.language = "es"
        let html = try html(mail)
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"es\">"))
        #expect(html.contains("<title>You're booked</title>"))
        #expect(html.contains("Lakeview &amp; Sons"))
        #expect(html.contains("Dear &lt;Mia&gt;"))
    }

    @Test("a link inside a sentence stays there; a line break stays a line break")
    func prose() throws {
        let html = try html(
            mail([[.text("Call us\nor "), .link(label: "write", address: "mailto:a@b.example"), .text(".")]]))
        #expect(html.contains("<span>Call us</span></span><span><br></span><span><span>or </span></span>"))
        #expect(html.contains(#"href="mailto:a@b.example""#))
        #expect(!html.contains("inline-block"))
    }

    @Test("a paragraph that is one link alone becomes a button")
    func button() throws {
        let html = try html(mail([[.link(label: "Confirm", address: "https://lkvw.example/c?a=1&b=2")]]))
        #expect(html.contains("inline-block"))
        #expect(html.contains(#"href="https://lkvw.example/c?a=1&amp;b=2""#))
    }

    @Test("footer and pixel are there only when asked for")
    func optionalParts() throws {
        let plain = try html(mail([[.text("x")]]))
        #expect(!plain.contains("<img"))
        #expect(!plain.contains("13px"))
        let full = try html(
            mail([[.text("x")]], footer: [[.text("12 Lake Street")]], pixel: "https://lkvw.example/o/1"))
        #expect(full.contains(#"<img src="https://lkvw.example/o/1""#))
        #expect(full.contains("12 Lake Street"))
    }

    @Test("a link that would run code is refused")
    func unsafe() throws {
        let mail = mail([[.text("x"), .link(label: "y", address: "javascript:alert(1)")]])
        #expect(try #require(throws: MarkupError.self) { try mail.html() }.code == .unsafeAddress)
    }
}
