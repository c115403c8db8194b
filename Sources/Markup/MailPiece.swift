/// A run as the mail's template knows it: text without line breaks, a link, or a line break.
enum MailPiece: Equatable {
    case text(String)
    case link(label: String, address: String)
    case lineBreak

    var isText: Bool { if case .text = self { true } else { false } }
    var isLink: Bool { if case .link = self { true } else { false } }
}

extension MailRun {
    var pieces: [MailPiece] {
        switch self {
        case .link(let label, let address):
            return [.link(label: label, address: address)]
        case .text(let text):
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            return Array(lines.map { [MailPiece.text(String($0))] }.joined(separator: [.lineBreak]))
        }
    }
}
