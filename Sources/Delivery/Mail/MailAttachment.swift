/// A file that an e-mail carries.
public struct MailAttachment: Hashable, Sendable {
    /// Such as `text/calendar; charset=utf-8; method=PUBLISH`.
    public let type: HeaderText
    /// As it stands in the header: plain ASCII.
    public let fileName: String
    public let content: [UInt8]

    public init(type: HeaderText, fileName: String, content: [UInt8]) {
        precondition(
            fileName.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C },
            "a file's name holds what a header must not")
        (self.type, self.fileName, self.content) = (type, fileName, content)
    }
}
