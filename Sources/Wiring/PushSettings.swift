import Campaigns
import Curl
import Delivery
import Tokens

/// How push messages leave.
public struct PushSettings: Sendable {
    /// nil while there is no key: nobody is offered notifications.
    public let sender: PushSender?

    /// - Parameter mailFrom: where a push service may reach us where nothing else is set.
    init(_ settings: Settings, mailFrom: MailAddress) throws(StartRefusal) {
        guard settings[.pushKeyFile] != nil else {
            sender = nil
            return
        }
        let lines = try settings.secretLines(.pushKeyFile, because: "it names the file with the key for push services.")
        guard lines.count == 1, let key = VAPIDKey(lines[0]) else {
            throw .settings("The file that \(Setting.pushKeyFile.rawValue) names is none of campanile-admin push-key.")
        }
        sender = PushSender(
            key: key, subject: try Self.subject(settings, mailFrom), hosts: try Self.hosts(settings),
            reach: settings[.pushLoopbackCA].map { .publicHostsAndHere(authority: $0) } ?? .publicHosts)
    }

    private static func subject(_ settings: Settings, _ mailFrom: MailAddress) throws(StartRefusal) -> String {
        let subject = settings[.pushContact] ?? "mailto:\(mailFrom.text)"
        let isAddress = ["mailto:", "https://"].contains { subject.hasPrefix($0) && subject.count > $0.count }
        guard isAddress, subject.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }) else {
            throw .settings(
                "\(Setting.pushContact.rawValue) wants mailto:ADDRESS or an address that begins with https://.")
        }
        return subject
    }

    private static func hosts(_ settings: Settings) throws(StartRefusal) -> PushHosts {
        guard let hosts = settings[.pushHosts].flatMap({ PushHosts($0) }),
            !hosts.hasOwnPorts || settings[.pushLoopbackCA] != nil
        else {
            throw .settings("\(Setting.pushHosts.rawValue) wants names of hosts, such as \(PushHosts.usual).")
        }
        return hosts
    }
}
