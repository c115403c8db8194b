/// The push services that may be asked to carry messages: addresses come from browsers, and so from anybody.
public struct PushHosts: Sendable, Hashable {
    private let entries: [Entry]

    /// The services of the browsers of today.
    public static let usual = """
        fcm.googleapis.com updates.push.services.mozilla.com *.push.services.mozilla.com *.notify.windows.com \
        web.push.apple.com
        """

    private struct Entry: Sendable, Hashable {
        let host: String
        let isWildcard: Bool
        let port: Int
    }

    /// Names between blanks or commas; one that begins with `*.` stands for all below it, and one with `:PORT` for that
    /// port instead of 443. nil when one of them is no name.
    public init?(_ text: String) {
        var entries: [Entry] = []
        for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            let isWildcard = parts[0].hasPrefix("*.")
            let host = String(isWildcard ? parts[0].dropFirst(2) : parts[0])
            guard parts.count <= 2, PushEndpoint.isHost(host), let port = parts.count == 2 ? Int(parts[1]) : 443 else {
                return nil
            }
            entries.append(Entry(host: host, isWildcard: isWildcard, port: port))
        }
        guard !entries.isEmpty else { return nil }
        self.entries = entries
    }

    /// Whether one of them is asked at another port than https has: only where tests play a service.
    public var hasOwnPorts: Bool { entries.contains { $0.port != 443 } }

    func contains(_ host: String, port: Int) -> Bool {
        entries.contains { entry in
            entry.port == port && (entry.isWildcard ? host.hasSuffix("." + entry.host) : host == entry.host)
        }
    }
}
