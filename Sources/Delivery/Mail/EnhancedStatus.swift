/// An SMTP reply's enhanced status code, such as 5.1.1 (RFC 3463).
struct EnhancedStatus: Hashable {
    let kind: Int
    let subject: Int
    let detail: Int

    init(kind: Int, subject: Int, detail: Int) { (self.kind, self.subject, self.detail) = (kind, subject, detail) }

    /// - Parameter code: the reply's code, in whose line the status must stand and with whose first digit it begins.
    init?(reply: [UInt8], code: Int) {
        let text = String(decoding: reply.prefix(64), as: UTF8.self)
        guard text.hasPrefix("\(code)"), let status = text.dropFirst(4).split(whereSeparator: \.isWhitespace).first
        else {
            return nil
        }
        let numbers = status.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, numbers[0] == code / 100, let subject = numbers[1], let detail = numbers[2],
            (0...999).contains(subject), (0...999).contains(detail)
        else {
            return nil
        }
        (kind, self.subject, self.detail) = (code / 100, subject, detail)
    }

    var text: String { "\(kind).\(subject).\(detail)" }

    /// What it says about the refusal; nil where the refused command says more.
    var cause: Refusal.Cause? {
        switch (subject, detail) {
        case (1, 7), (1, 8): .sender
        // The domain's own mail system is missing, or the mailbox is closed.
        case (1, _), (2, 1): .address
        case (2, _), (3, _), (4, _), (5, _): .other
        case (6, _), (7, _): .content
        default: nil
        }
    }
}
