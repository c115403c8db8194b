/// Where a push service takes messages for one browser. A browser names it, so it is believed only as far as the list of
/// services goes.
public struct PushEndpoint: Sendable, Hashable {
    public let url: String
    /// Scheme, host and port: what a signed claim is made for.
    public let origin: String

    public static let longest = 1_000

    /// nil for what is no https address of one of the hosts, or has anything before the host.
    public init?(_ text: String, of hosts: PushHosts) {
        guard text.utf8.count <= Self.longest, text.hasPrefix(Self.scheme),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.odd.contains($0) })
        else { return nil }
        let rest = text.dropFirst(Self.scheme.count)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let parts = rest[..<slash].split(separator: ":", omittingEmptySubsequences: false)
        let host = String(parts[0])
        guard parts.count <= 2, Self.isHost(host), let port = parts.count == 2 ? Int(parts[1]) : 443,
            hosts.contains(host, port: port)
        else { return nil }
        url = text
        origin = Self.scheme + host + (port == 443 ? "" : ":\(port)")
    }

    /// Lower-case letters, digits, hyphens and points: no address in brackets, nothing that a resolver reads otherwise.
    static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && label.utf8.allSatisfy(isHostByte)
            }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    private static let scheme = "https://"
    /// What programs read in two ways, or cut an address at: `"`, `#`, `@`, `\`.
    private static let odd: Set<UInt8> = [0x22, 0x23, 0x40, 0x5C]
}
