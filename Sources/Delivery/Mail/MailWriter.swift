/// Collects a message line by line.
struct MailWriter {
    private(set) var bytes: [UInt8] = []

    mutating func header(_ name: String, _ value: String) {
        line("\(name): \(value)")
    }

    mutating func line(_ text: String) {
        bytes += text.utf8
        bytes += [13, 10]
    }

    /// A part's headers and its content, in the encoding that is shorter for it.
    mutating func part(type: String, _ content: [UInt8]) {
        let foreign = content.count { $0 >= 0x80 }
        let isMostlyForeign = foreign * 6 > content.count
        header("Content-Type", "\(type); charset=utf-8")
        header("Content-Transfer-Encoding", isMostlyForeign ? "base64" : "quoted-printable")
        line("")
        if isMostlyForeign {
            bytes += Base64Lines.encode(content)
            bytes += [13, 10]
        } else {
            bytes += QuotedPrintable.encode(content)
        }
    }

    /// A part that is a file, as whoever gets it may keep it.
    mutating func file(_ file: MailAttachment) {
        header("Content-Type", "\(file.type.text); name=\"\(file.fileName)\"")
        header("Content-Disposition", "attachment; filename=\"\(file.fileName)\"")
        header("Content-Transfer-Encoding", "base64")
        line("")
        bytes += Base64Lines.encode(file.content)
        bytes += [13, 10]
    }
}
