/// What goes back to the web server.
public struct FastCGIResponse: Sendable {
    public let status: Int
    /// In the order in which they are sent; a name may come twice (`Set-Cookie`).
    public let headers: [(name: String, value: String)]
    public let body: [UInt8]

    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Status and headers as CGI writes them (RFC 3875, 6.3), nil when one of them could end its line: a line break in
    /// a header would let its author write further headers, or the page.
    var head: [UInt8]? {
        guard (100...999).contains(status) else { return nil }
        var head = Array("Status: \(status)\r\n".utf8)
        for header in headers {
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(\.mayStandInHeaderName),
                header.value.utf8.allSatisfy(\.mayStandInHeaderValue)
            else { return nil }
            head += "\(header.name): \(header.value)\r\n".utf8
        }
        return head + "\r\n".utf8
    }
}

extension UInt8 {
    /// A token of RFC 9110, 5.6.2, without the marks that no header uses.
    fileprivate var mayStandInHeaderName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Visible characters, blanks, tabs and the bytes of UTF-8. Checked on bytes: "\r\n" is one Character.
    fileprivate var mayStandInHeaderValue: Bool { self >= 0x20 && self != 0x7f || self == 0x09 }
}
