/// Base64 in lines (RFC 2045, section 6.8).
enum Base64Lines {
    /// - Parameter lineLength: characters before a line is ended by CR LF, a multiple of 4; the last line is not ended.
    static func encode(_ bytes: [UInt8], lineLength: Int = 76) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 3 * 4 + bytes.count / 57 * 2 + 8)
        var column = 0
        for start in stride(from: 0, to: bytes.count, by: 3) {
            if column == lineLength {
                text += [13, 10]
                column = 0
            }
            let count = min(3, bytes.count - start)
            let first = bytes[start]
            let second = count > 1 ? bytes[start + 1] : 0
            let third = count > 2 ? bytes[start + 2] : 0
            text.append(alphabet[Int(first >> 2)])
            text.append(alphabet[Int(first & 3) << 4 | Int(second >> 4)])
            text.append(count > 1 ? alphabet[Int(second & 15) << 2 | Int(third >> 6)] : padding)
            text.append(count > 2 ? alphabet[Int(third & 63)] : padding)
            column += 4
        }
        return text
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")
}
