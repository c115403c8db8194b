/// An SMTP conversation's replies, read line by line.
struct MailReplies {
    /// The last reply, with its code, lines ended by CR LF; cut when it is very long.
    private(set) var lastText: [UInt8] = []

    private var expectsMore = false

    /// - Parameter line: with its line end.
    /// - Returns: the code of the reply that this line completes; nil when more lines follow, or it is no reply at all.
    mutating func note(_ line: some Collection<UInt8>) -> Int? {
        guard let code = Int(String(decoding: line.prefix(3), as: UTF8.self)) else { return nil }
        if !expectsMore { lastText.removeAll(keepingCapacity: true) }
        if lastText.count + line.count <= Self.longestText { lastText.append(contentsOf: line) }
        expectsMore = line.dropFirst(3).first == UInt8(ascii: "-")
        return expectsMore ? nil : code
    }

    private static let longestText = 2_048
}
