import Curl
import Delivery
import Foundation
import Tokens

/// How e-mail leaves.
public struct MailSettings: Sendable {
    /// nil while none is configured: messages become files.
    public let server: MailServer?
    public let from: MailAddress
    /// The mailbox for mail that comes back; nil where it goes to `from`, and nobody of us reads it.
    public let bounceAddress: MailAddress?
    /// The Maildir in which that mailbox's mail lies; nil where a pipe brings it, or nothing.
    public let bounceFolder: String?
    /// Messages a second that the server's contract allows; nil for no limit.
    public let messagesPerSecond: Int?

    init(_ settings: Settings) throws(StartRefusal) {
        server = try settings[.smtpURL].map { url throws(StartRefusal) in try Self.server(url, settings) }
        from = try Self.sender(settings, hasServer: server != nil)
        messagesPerSecond = try settings.rate(.smtpRate)
        bounceAddress = try settings[.bounceAddress].map { text throws(StartRefusal) in try Self.bounces(text) }
        bounceFolder = settings[.bounceFolder]
    }

    /// The return paths of all mail; nil where it comes back to `from`.
    public func bounces(_ keys: TokenKeys) -> BounceAddress? {
        bounceAddress.flatMap { BounceAddress(base: $0.text, keys: keys) }
    }

    private static func sender(_ settings: Settings, hasServer: Bool) throws(StartRefusal) -> MailAddress {
        // Only files carry this one: a server wants an address of the clinic's own.
        let text = settings[.mailFrom] ?? (hasServer ? nil : "campanile@localhost")
        guard let address = text.flatMap(MailAddress.init), !address.needsUTF8 else {
            throw .settings("\(Setting.mailFrom.rawValue) wants the sender's e-mail address.")
        }
        return address
    }

    private static func bounces(_ text: String) throws(StartRefusal) -> MailAddress {
        guard let address = MailAddress(text), BounceAddress.hasRoom(in: address.text) else {
            throw .settings(
                "\(Setting.bounceAddress.rawValue) wants an e-mail address with at most 23 letters and no + before its @."
            )
        }
        return address
    }

    private static func server(_ url: String, _ settings: Settings) throws(StartRefusal) -> MailServer {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            let isImplicit = ["smtp": false, "smtps": true][parts.scheme ?? ""], parts.user == nil
        else { throw .settings("\(Setting.smtpURL.rawValue) wants smtp://HOST:PORT or smtps://HOST:PORT.") }
        let security = isImplicit ? .tls : try security(settings[.smtpTLS] ?? "")
        return MailServer(
            host: host, port: parts.port ?? (security == .tls ? 465 : 587), security: security,
            credentials: try credentials(settings), clientName: HostName.text,
            authority: try settings.authority(.smtpAuthority))
    }

    private static func security(_ word: String) throws(StartRefusal) -> MailServer.Security {
        switch word {
        case "none": .none
        case "starttls": .startTLS
        case "tls": .tls
        default: throw .settings("\(Setting.smtpTLS.rawValue) wants none, starttls or tls.")
        }
    }

    private static func credentials(_ settings: Settings) throws(StartRefusal) -> Credentials? {
        guard let user = settings[.smtpUser] else { return nil }
        let lines = try settings.secretLines(.smtpPasswordFile, because: "it names the file with the password.")
        return Credentials(name: user, password: lines[0])
    }
}
