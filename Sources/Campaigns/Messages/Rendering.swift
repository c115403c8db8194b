/// What came of filling a message template.
public enum Rendering: Sendable, Hashable {
    case message(RenderedMessage)
    /// A field that the message cannot do without has no value.
    case missing(MergeField)
    /// The text is not one that was ever published: it holds what `MessageText` refuses.
    case unreadable(MessageTextRefusal)
}

extension MessageTemplate {
    /// Fills the text for one recipient.
    ///
    /// A message to a guardian that never names the child is begun with the child's first name (rules.md 4).
    public func rendered(with values: MergeValues) -> Rendering {
        do {
            let subject = try MessageText(parsing: subject)
            let body = try MessageText(parsing: body)
            if let field = (subject.fieldsWithoutValue(values) + body.fieldsWithoutValue(values)).first {
                return .missing(field)
            }
            let line = subject.line(values)
            let runs = prefix(values, naming: subject.fields + body.fields) + body.runs(values)
            return .message(RenderedMessage(channel: channel, subject: line, paragraphs: paragraphs(runs)))
        } catch {
            return .unreadable(error)
        }
    }

    private func paragraphs(_ runs: [Paragraph.Run]) -> [Paragraph] {
        guard channel == .sms else { return [Paragraph](cutting: runs) }
        // Merged values were not there when the text was saved: a typographic apostrophe in a name is tidied here.
        return [Paragraph](
            cutting: runs.map { run in
                if case .text(let text) = run { .text(SMSText.tidied(text)) } else { run }
            })
    }

    private func prefix(_ values: MergeValues, naming fields: [MergeField]) -> [Paragraph.Run] {
        guard let name = values.childName, !fields.contains(.patientFirstName) else { return [] }
        return [.text(MessageWords(language: values.language).about(name))]
    }
}

extension MessageText {
    fileprivate func fieldsWithoutValue(_ values: MergeValues) -> [MergeField] {
        pieces.compactMap { piece in
            guard case .field(let field, default: nil) = piece, field.isRequired, values[field] == nil else {
                return nil
            }
            return field
        }
    }

    /// One line, cut at what a mail header and the stored message can hold.
    fileprivate func line(_ values: MergeValues) -> String {
        let whole = Paragraph(runs: runs(values)).text.trimmed
        return String(whole.unicodeScalars.prefix(Self.maximumLineLength)).trimmed
    }

    private static let maximumLineLength = 900

    /// Texts, links and line breaks; links are only sought in what staff wrote.
    fileprivate func runs(_ values: MergeValues) -> [Paragraph.Run] {
        pieces.flatMap { piece -> [Paragraph.Run] in
            switch piece {
            case .text(let text): Self.runs(of: text)
            case .field(let field, let standIn):
                if field.isLink, let url = values[field] {
                    [.link(Paragraph.Link(target: url))]
                } else {
                    [.text(values[field] ?? standIn ?? "")]
                }
            }
        }
    }

    private static func runs(of text: String) -> [Paragraph.Run] {
        TextLinks.parts(of: text).flatMap { part -> [Paragraph.Run] in
            switch part {
            case .link(let url): [.link(Paragraph.Link(target: url))]
            case .text(let text):
                Array(
                    text.split(separator: "\n", omittingEmptySubsequences: false)
                        .map { [Paragraph.Run.text(String($0))] }.joined(separator: [.lineBreak]))
            }
        }
    }
}
