/// A message as it stands between DATA and its end (RFC 5321, section 4.5.2).
enum DotStuffing {
    /// `message` with a second dot before each line that begins with one, and the dot alone that ends it.
    static func bytes(of message: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(message.count + 16)
        var start = message.startIndex
        while start < message.endIndex {
            let end = message[start...].firstIndex(of: newline).map { $0 + 1 } ?? message.endIndex
            if message[start] == dot { bytes.append(dot) }
            bytes += message[start..<end]
            start = end
        }
        if let last = bytes.last, last != newline { bytes += [13, newline] }
        return bytes + [dot, 13, newline]
    }

    private static let dot = UInt8(ascii: ".")
    private static let newline: UInt8 = 10
}
