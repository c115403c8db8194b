/// An SMTP conversation's replies, read line by line as libcurl hands them to HEADERFUNCTION.
struct MailReplies {
    /// One code for each whole reply, in the order in which they came.
    private(set) var codes: [Int] = []
    /// The last reply, with its code, lines ended by CR LF.
    private(set) var lastText: [UInt8] = []

    private var expectsMore = false

    mutating func note(_ line: UnsafeRawBufferPointer) {
        guard line.count >= 3, let code = Int(String(decoding: line.prefix(3), as: UTF8.self)), code != Self.farewell
        else { return }
        if !expectsMore { lastText.removeAll(keepingCapacity: true) }
        if lastText.count + line.count <= Self.longestText { lastText.append(contentsOf: line) }
        expectsMore = line.count > 3 && line[3] == UInt8(ascii: "-")
        if !expectsMore { codes.append(code) }
    }

    /// The reply to QUIT, which libcurl says after a refusal: nothing about the message.
    private static let farewell = 221
    private static let longestText = 2_048
}
