/// What became of a mail for one of its recipients: a group of fields of a delivery status (RFC 3464, section 2.3).
public struct ReturnedRecipient: Hashable, Sendable {
    public enum Action: String, Sendable {
        case failed, delayed, delivered, relayed, expanded
    }

    public let action: Action
    /// nil where none is told.
    public let status: StatusCode?
    /// As the sender and as the last server wrote the address; may be empty.
    public let addresses: [String]
    /// Whether the last server's words say that nobody has this address.
    let deniesAddress: Bool

    /// nil for a group that is none of a recipient, such as the one about the whole message.
    init?(_ fields: MailHeaders) {
        guard let action = fields["action"].flatMap({ Action(rawValue: Self.word($0)) }) else { return nil }
        let diagnostic = fields["diagnostic-code"] ?? ""
        self.init(
            action: action, status: fields["status"], diagnostic: diagnostic,
            addresses: fields.all(["original-recipient", "final-recipient"]).compactMap(Self.address))
    }

    /// - Parameter status: the field's text; where it is vague, the server's own words may say more.
    init(action: Action, status: String?, diagnostic: String, addresses: [String]) {
        let told = status.flatMap { StatusCode(in: $0) }
        let said = StatusCode(in: diagnostic, kind: told?.kind)
        self.action = action
        self.status = told?.isVague == false ? told : said ?? told
        self.addresses = addresses
        let words = diagnostic.lowercased()
        deniesAddress = Self.denials.contains { words.contains($0) }
    }

    /// "rfc822; anna@example.com" and "utf-8; josé@example.com".
    private static func address(_ value: String) -> String? {
        let address = value.split(separator: ";", maxSplits: 1).last.map { $0.trimmed } ?? ""
        let bare = address.hasPrefix("<") && address.hasSuffix(">") ? String(address.dropFirst().dropLast()) : address
        return bare.contains("@") ? bare : nil
    }

    private static func word(_ value: String) -> String {
        String(value.lowercased().prefix { $0.isLetter })
    }

    private static let denials = [
        "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox", "does not exist",
        "doesn't exist", "recipient not found", "user not found", "unknown recipient", "unrouteable address",
        "mailbox not found", "no mailbox here", "host or domain name not found", "address rejected: undeliverable",
    ]
}
