import CivilTime
import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite struct MailComposerTests {
    @Test("a reminder in text and HTML, byte for byte")
    func whole() throws {
        var email = OutgoingEmail.sample(text: "Grüße = 50 %\n")
        email.html = Array("<p>Hi</p>".utf8)
        email.replyTo = MailAddress("front@clinic.example")
        email.unsubscribe = HeaderText("https://clinic.example/p/u/abc")
        let expected = """
            Date: Sun, 14 Mar 2027 04:53:20 +0000
            From: "Dr. Lind" <desk@clinic.example>
            To: =?UTF-8?B?QW5uYSDDgWx2YXJleg==?= <anna@example.com>
            Reply-To: front@clinic.example
            Subject: Your visit
            Message-ID: <send=3A1@clinic.example>
            Auto-Submitted: auto-generated
            List-Unsubscribe: <https://clinic.example/p/u/abc>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="=_campanile_="

            --=_campanile_=
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            R3LDvMOfZSA9IDUwICUK
            --=_campanile_=
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>Hi</p>
            --=_campanile_=--

            """
        let message = String(decoding: MailComposer.bytes(of: email, dedupeKey: "send:1"), as: UTF8.self)
        #expect(message.replacing("\r\n", with: "\n") == expected)
    }

    @Test("a file stands beside the text and its HTML, in a part of its own")
    func attachment() throws {
        var email = OutgoingEmail.sample(text: "Hi\n")
        email.html = Array("<p>Hi</p>".utf8)
        email.attachment = MailAttachment(
            type: HeaderText(cleaning: "text/calendar; charset=utf-8; method=PUBLISH"), fileName: "visit.ics",
            content: Array("BEGIN:VCALENDAR\r\n".utf8))
        let message = String(decoding: MailComposer.bytes(of: email, dedupeKey: "send:1"), as: UTF8.self)
        let body = try #require(message.replacing("\r\n", with: "\n").split(separator: "MIME-Version: 1.0\n").last)
        #expect(
            body == """
                Content-Type: multipart/mixed; boundary="=_campanile-mixed_="

                --=_campanile-mixed_=
                Content-Type: multipart/alternative; boundary="=_campanile_="

                --=_campanile_=
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Hi
                --=_campanile_=
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                <p>Hi</p>
                --=_campanile_=--
                --=_campanile-mixed_=
                Content-Type: text/calendar; charset=utf-8; method=PUBLISH; name="visit.ics"
                Content-Disposition: attachment; filename="visit.ics"
                Content-Transfer-Encoding: base64

                QkVHSU46VkNBTEVOREFSDQo=
                --=_campanile-mixed_=--

                """)
    }

    @Test("two wires of one send are the same bytes")
    func same() {
        let email = OutgoingEmail.sample()
        #expect(MailComposer.bytes(of: email, dedupeKey: "k") == MailComposer.bytes(of: email, dedupeKey: "k"))
    }

    @Test("whatever is typed into names and subject, the headers stay ours", arguments: 1...200)
    func injection(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let hostile = [
            "\r\n", "\n", "\r", "\0", "Bcc: x@example.com", "\u{2028}", "\u{85}", "=?UTF-8?Q?=0D=0A?=", "é", "😀", "\"",
            "\\", " ", "a", "\r\n\r\n<b>", "\u{301}",
        ]
        func text() -> String {
            (0..<Int.random(in: 0...30, using: &random)).map { _ in hostile.randomElement(using: &random)! }.joined()
        }
        var email = OutgoingEmail.sample(subject: text(), text: text())
        email.to = Mailbox(name: HeaderText(cleaning: text()), address: email.to.address)
        email.from = Mailbox(name: HeaderText(cleaning: text()), address: email.from.address)
        let bytes = MailComposer.bytes(of: email, dedupeKey: text())
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) }
        #expect(lines.dropLast().allSatisfy { $0.last == 13 && !$0.dropLast().contains(13) && $0.count <= 998 })
        #expect(bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 13 || $0 == 10 })
        let head = lines.prefix { $0 != [13] }.map { String(decoding: $0.dropLast(), as: UTF8.self) }
        let names = head.filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
        #expect(
            names == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ])
    }

    @Test(
        "a header's text refuses every control character, and cleaning leaves none",
        arguments: [
            "a\r\nb", "a\nb", "a\rb", "a\0b", "a\u{7F}b", "\ta",
        ])
    func headerText(text: String) {
        #expect(HeaderText(text) == nil)
        #expect(HeaderText(HeaderText(cleaning: text).text) != nil)
    }

    @Test("a long subject is folded into words of at most 75 characters that say the same")
    func longSubject() throws {
        let subject = String(repeating: "Zahnärztin 😀 ", count: 12) + "Ende"
        let folded = EncodedWords.unstructured(HeaderText(cleaning: subject)).components(separatedBy: "\r\n ")
        #expect(folded.allSatisfy { $0.count <= 75 })
        let decoded = try folded.map { word in
            try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
        }
        #expect(decoded.allSatisfy { String(data: $0, encoding: .utf8) != nil })
        #expect(String(decoding: decoded.joined(), as: UTF8.self) == subject)
    }

    @Test(
        "the Date header in UTC",
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (1_805_000_000, "Sun, 14 Mar 2027 04:53:20 +0000"),
            (951_827_696, "Tue, 29 Feb 2000 12:34:56 +0000"),
        ])
    func date(seconds: Int64, text: String) {
        #expect(MailDate.text(of: Instant(seconds: seconds)) == text)
    }
}
