/// What a mail that came to the bounce address tells of one that we sent.
///
/// - Source: RFC 3464 for delivery reports, RFC 5965 for complaints; delivery.md 4.
public struct ReturnedMail: Hashable, Sendable {
    public enum Story: Hashable, Sendable {
        /// At least one.
        case report([ReturnedRecipient])
        /// Whoever got it called it unwanted.
        case complaint
    }

    public let story: Story
    /// Every address in it that may be one of our return paths, which name their send.
    public let returnPaths: [String]
    /// The `Message-ID` of the mail that came back, in its angle brackets; nil where it is not told.
    public let messageID: String?

    /// Why a mail tells nothing.
    public enum Silence: Error, Hashable, Sendable {
        /// Somebody's out-of-office note, or an answer.
        case answer
        /// It is about a mail, but not in a form that we know.
        case unreadable
    }

    /// Reads a whole mail, of which no more than the first `longest` bytes are looked at: reports stand in front, and the
    /// mail that came back behind them.
    public init(_ bytes: some Collection<UInt8>) throws(Silence) {
        let mail = MailPart(Array(bytes.prefix(Self.longest))[...])
        let parts = mail.all
        story = try Self.story(of: mail, parts)
        let returned =
            parts.dropFirst().filter { Self.headerTypes.contains($0.mediaType) }.map(Self.innerHeaders)
            + parts.dropFirst().filter { $0.headers["message-id"] != nil }.map(\.headers)
        let feedback = parts.filter { $0.mediaType == "message/feedback-report" }.map { Self.fields(of: $0) }
        returnPaths = Self.addresses(
            in: mail.headers.all(Self.arrivalFields) + returned.flatMap { $0.all(["return-path", "x-return-path"]) }
                + feedback.flatMap { $0.all(["original-mail-from"]) })
        messageID = returned.compactMap { $0["message-id"] }.compactMap(Self.bracketed).first
    }

    public static let longest = 1 << 20

    init(recipients: [ReturnedRecipient]) { (story, returnPaths, messageID) = (.report(recipients), [], nil) }

    private static func story(of mail: MailPart, _ parts: [MailPart]) throws(Silence) -> Story {
        if let feedback = parts.first(where: { $0.mediaType == "message/feedback-report" }) {
            guard fields(of: feedback)["feedback-type"]?.lowercased() != "not-spam" else { throw .answer }
            return .complaint
        }
        let groups = parts.filter { statusTypes.contains($0.mediaType) }.flatMap(groups)
        let recipients = groups.compactMap { ReturnedRecipient($0) }
        if !recipients.isEmpty { return .report(recipients) }
        if let plain = plainReport(mail, parts) { return .report([plain]) }
        throw isFromMailSystem(mail) ? .unreadable : .answer
    }

    /// A report without a delivery status, as some servers write them: the first refusal that its text quotes.
    private static func plainReport(_ mail: MailPart, _ parts: [MailPart]) -> ReturnedRecipient? {
        let failed = mail.headers["x-failed-recipients"]
        guard failed != nil || isFromMailSystem(mail) else { return nil }
        let text =
            parts.first { $0.mediaType == "text/plain" }.map { String(decoding: $0.content, as: UTF8.self) } ?? ""
        let status = StatusCode(in: text)
        guard failed != nil || status.map({ $0.kind != 2 }) == true else { return nil }
        let addresses = failed.map { $0.split(separator: ",").map { $0.trimmed } } ?? []
        return ReturnedRecipient(
            action: .failed, status: status?.text ?? "5.0.0", diagnostic: text, addresses: addresses)
    }

    /// By name alone: an out-of-office note comes with an empty return path, too.
    private static func isFromMailSystem(_ mail: MailPart) -> Bool {
        let sender = (mail.headers["from"] ?? "").lowercased()
        return sender.contains("mailer-daemon") || sender.contains("postmaster")
    }

    private static func groups(of part: MailPart) -> [MailHeaders] {
        part.content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
            .split(maxSplits: mostGroups) { $0.isEmpty }.map { MailHeaders($0) }
    }

    private static func fields(of part: MailPart) -> MailHeaders { groups(of: part).first ?? MailHeaders([]) }

    /// The header of the mail that came back, which is the body of this part.
    private static func innerHeaders(_ part: MailPart) -> MailHeaders {
        part.parts.first?.headers ?? fields(of: part)
    }

    /// What stands in angle brackets, and what stands alone, as far as it may be an address.
    private static func addresses(in values: [String]) -> [String] {
        let words = values.flatMap { $0.split { $0.isWhitespace || "<>,;\"".contains($0) } }
        let addresses = words.filter { $0.contains("@") && $0.utf8.count <= 320 }.map(String.init)
        return Array(addresses.prefix(mostGroups))
    }

    private static func bracketed(_ value: String) -> String? {
        guard let start = value.firstIndex(of: "<"), let end = value.lastIndex(of: ">"), start < end else { return nil }
        return String(value[start...end])
    }

    private static let statusTypes = ["message/delivery-status", "message/global-delivery-status"]
    private static let headerTypes = [
        "text/rfc822-headers", "message/rfc822-headers", "message/global-headers", "message/rfc822", "message/global",
    ]
    private static let arrivalFields = [
        "to", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to", "apparently-to",
    ]
    private static let mostGroups = 50
}
