import CCurl
import Glibc

/// Opens libcurl's sockets only to addresses of the public internet, asked after the name was resolved: an address that a
/// stranger named must not lead into our own network, whatever its name server says at that moment
/// (`CURLOPT_OPENSOCKETFUNCTION(3)`).
enum PublicSocket {
    /// For `.publicHosts`.
    static let open: curl_opensocket_callback = { _, _, address in
        guard let address, InternetAddress(address)?.isPublic == true else { return CURL_SOCKET_BAD }
        return socket(of: address)
    }

    /// For tests, which play a service: this machine as well.
    static let openHere: curl_opensocket_callback = { _, _, address in
        guard let address, let found = InternetAddress(address), found.isPublic || found.isLoopback else {
            return CURL_SOCKET_BAD
        }
        return socket(of: address)
    }

    private static func socket(of address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let (family, kind) = (address.pointee.family, address.pointee.socktype)
        return Glibc.socket(family, kind, address.pointee.protocol)
    }
}

/// The bytes of an IPv4 or IPv6 address.
struct InternetAddress: Hashable {
    let bytes: [UInt8]

    /// nil for an address of another family.
    init?(_ address: UnsafeMutablePointer<curl_sockaddr>) {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = Int(ccurl_address_bytes(address, &bytes))
        self.init(Array(bytes.prefix(count)))
    }

    /// nil for what is not 4 or 16 bytes. IPv4 in IPv6 (`::ffff:…`) is IPv4.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        self.bytes = bytes.starts(with: mapped) && bytes.count == 16 ? Array(bytes.suffix(4)) : bytes
    }

    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
    }

    /// Whether it is none of the ranges that never lead through the internet.
    ///
    /// - Source: IANA's special-purpose registries (RFC 6890).
    var isPublic: Bool { bytes.count == 4 ? isPublicFour : isPublicSix }

    private var isPublicFour: Bool {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _), (192, 0, 0), (192, 0, 2), (198, 51, 100),
            (203, 0, 113), (192, 88, 99):
            false
        case (172, 16...31, _), (100, 64...127, _), (198, 18...19, _), (224..., _, _): false
        default: true
        }
    }

    /// Global unicast is 2000::/3; in it are documentation, Teredo and 6to4, which lead to addresses of IPv4.
    private var isPublicSix: Bool {
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0x20, 0x01, 0x0D, 0xB8), (0x20, 0x01, 0...1, _), (0x20, 0x02, _, _), (0x3F, 0xFF, _, _): return false
        default: return true
        }
    }
}
