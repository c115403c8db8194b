/// Quoted-printable (RFC 2045, section 6.7): readable where the text is mostly ASCII, in lines of at most 76.
enum QuotedPrintable {
    /// Any of CR LF, CR and LF ends a line; each line of the result is ended by CR LF, the last one too.
    static func encode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var output = Output()
        var isAfterReturn = false
        for byte in bytes {
            if byte == 10, isAfterReturn {
                isAfterReturn = false
                continue
            }
            isAfterReturn = byte == 13
            if byte == 10 || byte == 13 { output.endLine() } else { output.append(byte) }
        }
        if output.column > 0 { output.endLine() }
        return output.bytes
    }

    /// What was encoded; what is no encoding stays as it is.
    static func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                decoded.append(byte)
                continue
            }
            if rest.starts(with: [13, 10]) {
                rest = rest.dropFirst(2)
            } else if rest.first == 10 {
                rest = rest.dropFirst()
            } else if let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 {
                decoded.append(value)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }

    private struct Output {
        private(set) var bytes: [UInt8] = []
        private(set) var column = 0

        mutating func append(_ byte: UInt8) {
            let isPlain = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            // One place is kept for the soft line end.
            if column + (isPlain ? 1 : 3) > QuotedPrintable.lineLength - 1 {
                bytes += [UInt8(ascii: "="), 13, 10]
                column = 0
            }
            if isPlain {
                bytes.append(byte)
                column += 1
            } else {
                appendEscaped(byte)
            }
        }

        mutating func endLine() {
            // A blank at a line's end is dropped on the way.
            if column > 0, bytes.last == UInt8(ascii: " ") {
                bytes.removeLast()
                column -= 1
                if column + 3 > QuotedPrintable.lineLength {
                    bytes += [UInt8(ascii: "="), 13, 10]
                }
                appendEscaped(UInt8(ascii: " "))
            }
            bytes += [13, 10]
            column = 0
        }

        private mutating func appendEscaped(_ byte: UInt8) {
            bytes += [UInt8(ascii: "="), Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
            column += 3
        }

        private static let digits = Array("0123456789ABCDEF".utf8)
    }

    private static let lineLength = 76
}
