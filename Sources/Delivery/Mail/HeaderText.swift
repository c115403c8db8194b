/// Text for a mail header's value: it holds no control character, so it cannot begin another header.
///
/// Looked at byte by byte in UTF-8, because "\r\n" is one `Character` in Swift and slips through tests for "\n".
public struct HeaderText: Hashable, Sendable {
    public let text: String

    /// Nil when `text` holds a line break or another control character.
    public init?(_ text: String) {
        guard !text.utf8.contains(where: Self.isControl) else { return nil }
        self.text = text
    }

    /// `text` with each run of control characters as one space, and none at either end: for what people typed.
    public init(cleaning text: String) {
        let pieces = text.utf8.split(whereSeparator: Self.isControl).map { String(decoding: $0, as: UTF8.self) }
        let joined = pieces.joined(separator: " ").utf8
        let space = UInt8(ascii: " ")
        let end = joined.lastIndex { $0 != space }.map { joined.index(after: $0) } ?? joined.startIndex
        self.text = String(decoding: joined[..<end].drop { $0 == space }, as: UTF8.self)
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
}
