/// Writes an e-mail as the bytes that go through SMTP (RFC 5322, RFC 2045 to 2047), lines ended by CR LF.
public enum MailComposer {
    public static func bytes(of email: OutgoingEmail, dedupeKey: String) -> [UInt8] {
        var message = MailWriter()
        writeHeaders(of: email, dedupeKey: dedupeKey, to: &message)
        guard let attachment = email.attachment else {
            writeBody(of: email, to: &message)
            return message.bytes
        }
        message.header("Content-Type", "multipart/mixed; boundary=\"\(outerBoundary)\"")
        message.line("")
        message.line("--\(outerBoundary)")
        writeBody(of: email, to: &message)
        message.line("--\(outerBoundary)")
        message.file(attachment)
        message.line("--\(outerBoundary)--")
        return message.bytes
    }

    /// The text alone, or in both its forms.
    private static func writeBody(of email: OutgoingEmail, to message: inout MailWriter) {
        guard let html = email.html else { return message.part(type: "text/plain", Array(email.text.utf8)) }
        message.header("Content-Type", "multipart/alternative; boundary=\"\(boundary)\"")
        message.line("")
        message.line("--\(boundary)")
        message.part(type: "text/plain", Array(email.text.utf8))
        message.line("--\(boundary)")
        message.part(type: "text/html", html)
        message.line("--\(boundary)--")
    }

    private static func writeHeaders(of email: OutgoingEmail, dedupeKey: String, to message: inout MailWriter) {
        message.header("Date", MailDate.text(of: email.date))
        message.header("From", text(of: email.from))
        message.header("To", text(of: email.to))
        if let replyTo = email.replyTo { message.header("Reply-To", replyTo.text) }
        message.header("Subject", EncodedWords.unstructured(email.subject))
        message.header("Message-ID", MessageID.text(dedupeKey: dedupeKey, domain: email.from.address.domain))
        message.header("Auto-Submitted", "auto-generated")
        if let unsubscribe = email.unsubscribe {
            message.header("List-Unsubscribe", "<\(unsubscribe.text)>")
            message.header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        }
        message.header("MIME-Version", "1.0")
    }

    private static func text(of mailbox: Mailbox) -> String {
        guard let name = mailbox.name, !name.text.isEmpty else { return mailbox.address.text }
        return "\(EncodedWords.phrase(name)) <\(mailbox.address.text)>"
    }

    /// These stand in no part: quoted-printable writes `=` as `=3D`, and base64 has `=` at its end only. Neither begins
    /// the other.
    private static let boundary = "=_campanile_="
    private static let outerBoundary = "=_campanile-mixed_="
}
