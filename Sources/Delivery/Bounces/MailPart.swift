import Foundation

/// A mail as it came in, taken apart (RFC 2045, RFC 2046); one of its parts is such a mail again.
///
/// Hostile mail costs little: what is too deep, too many or too long is not looked at.
struct MailPart {
    let headers: MailHeaders
    /// As it stands there; decoded by `content`.
    private let body: ArraySlice<UInt8>
    /// The parts of a multipart, and the mail inside a `message/rfc822`.
    let parts: [MailPart]

    init(_ bytes: ArraySlice<UInt8>) {
        var left = Self.mostParts
        self.init(bytes, depth: 0, left: &left)
    }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int, left: inout Int) {
        left -= 1
        let (head, body) = Self.split(bytes)
        let headers = MailHeaders(head)
        (self.headers, self.body) = (headers, body)
        guard depth < Self.deepest else {
            parts = []
            return
        }
        let type = headers.mediaType
        if type.hasPrefix("multipart/"), let boundary = headers.parameter("boundary"), !boundary.isEmpty {
            var parts: [MailPart] = []
            for piece in Self.pieces(of: body, between: Array("--\(boundary)".utf8)) where left > 0 {
                parts.append(MailPart(piece, depth: depth + 1, left: &left))
            }
            self.parts = parts
        } else if ["message/rfc822", "message/global"].contains(type), left > 0 {
            parts = [MailPart(body, depth: depth + 1, left: &left)]
        } else {
            parts = []
        }
    }

    var mediaType: String { headers.mediaType }

    /// This part and all inside it, outermost first.
    var all: [MailPart] { [self] + parts.flatMap(\.all) }

    /// The body's bytes, decoded as its transfer encoding says.
    var content: [UInt8] {
        switch headers["content-transfer-encoding"]?.lowercased() {
        case "base64": Array(Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters) ?? Data())
        case "quoted-printable": QuotedPrintable.decode(body)
        default: Array(body)
        }
    }

    /// The lines before the first empty one, and what is behind it.
    private static func split(_ bytes: ArraySlice<UInt8>) -> (head: [ArraySlice<UInt8>], body: ArraySlice<UInt8>) {
        var lines: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        while start < bytes.endIndex, lines.count < mostLines {
            let end = bytes[start...].firstIndex(of: newline) ?? bytes.endIndex
            let line = bytes[start..<end].withoutReturn
            start = min(end + 1, bytes.endIndex)
            if line.isEmpty { return (lines, bytes[start...]) }
            lines.append(line)
        }
        return (lines, bytes[start...])
    }

    /// What stands between lines that begin with the delimiter; what is before the first belongs to nobody.
    private static func pieces(of body: ArraySlice<UInt8>, between delimiter: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var begun: Int?
        var start = body.startIndex
        while start < body.endIndex, pieces.count < mostParts {
            let end = body[start...].firstIndex(of: newline) ?? body.endIndex
            let line = body[start..<end].withoutReturn
            if line.starts(with: delimiter), isEnd(line.dropFirst(delimiter.count)) {
                if let begun { pieces.append(body[begun..<start]) }
                begun = min(end + 1, body.endIndex)
                if line.dropFirst(delimiter.count).starts(with: Array("--".utf8)) { return pieces }
            }
            start = min(end + 1, body.endIndex)
        }
        if let begun { pieces.append(body[begun...]) }
        return pieces
    }

    /// Whether a delimiter ends there: another boundary may begin with the same letters.
    private static func isEnd(_ rest: ArraySlice<UInt8>) -> Bool {
        let text = rest.starts(with: Array("--".utf8)) ? rest.dropFirst(2) : rest
        return text.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private static let newline = UInt8(ascii: "\n")
    private static let deepest = 8
    private static let mostParts = 64
    private static let mostLines = 1_000
}

extension ArraySlice<UInt8> {
    fileprivate var withoutReturn: ArraySlice<UInt8> { last == UInt8(ascii: "\r") ? dropLast() : self }
}
