/// A message template whose texts were read once, to be filled for very many.
public struct ReadTemplate: Sendable, Hashable {
    public let template: MessageTemplate
    private let subject: Text
    private let body: Text

    /// - Throws: what keeps its subject, or else its body, from being read.
    public init(_ template: MessageTemplate) throws(MessageTextRefusal) {
        self.template = template
        subject = Text(try MessageText(parsing: template.subject))
        body = Text(try MessageText(parsing: template.body))
        fields = subject.fields.union(body.fields)
    }

    /// The fields that its texts show wherever they have a value.
    public let fields: Set<MergeField>

    /// Fills the texts for one recipient.
    ///
    /// A message to a guardian that never names the child is begun with the child's first name (rules.md 4).
    public func rendered(with values: MergeValues) -> Rendering {
        if let field = subject.fieldWithoutValue(values) ?? body.fieldWithoutValue(values) { return .missing(field) }
        let runs = prefix(values) + body.runs(values)
        return .message(
            RenderedMessage(channel: template.channel, subject: subject.line(values), paragraphs: paragraphs(runs)))
    }

    private func paragraphs(_ runs: [Paragraph.Run]) -> [Paragraph] {
        guard template.channel == .sms else { return [Paragraph](cutting: runs) }
        // Merged values were not there when the text was saved: a typographic apostrophe in a name is tidied here.
        return [Paragraph](
            cutting: runs.map { run in
                if case .text(let text) = run { .text(SMSText.tidied(text)) } else { run }
            })
    }

    private func prefix(_ values: MergeValues) -> [Paragraph.Run] {
        guard let name = values.childName, !subject.namesPatient, !body.namesPatient else { return [] }
        return [.text(MessageWords(language: values.language).about(name))]
    }
}

/// One text of it, what staff wrote cut into texts, links and line breaks already.
private struct Text: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case runs([Paragraph.Run])
        case field(MergeField, default: String?)
    }

    let pieces: [Piece]
    let fields: Set<MergeField>
    let namesPatient: Bool

    init(_ text: MessageText) {
        pieces = text.pieces.map { piece in
            switch piece {
            case .text(let text): .runs(Self.runs(of: text))
            case .field(let field, let standIn): .field(field, default: standIn)
            }
        }
        fields = Set(text.fields)
        namesPatient = fields.contains(.patientFirstName)
    }

    /// Links are only sought in what staff wrote.
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

    /// The first, in reading order, that the message cannot do without.
    func fieldWithoutValue(_ values: MergeValues) -> MergeField? {
        for case .field(let field, default: nil) in pieces where field.isRequired && values[field] == nil {
            return field
        }
        return nil
    }

    /// One line, cut at what a mail header and the stored message can hold.
    func line(_ values: MergeValues) -> String {
        let whole = Paragraph(runs: runs(values)).text.trimmed
        return String(whole.unicodeScalars.prefix(Self.maximumLineLength)).trimmed
    }

    private static let maximumLineLength = 900

    func runs(_ values: MergeValues) -> [Paragraph.Run] {
        pieces.flatMap { piece -> [Paragraph.Run] in
            switch piece {
            case .runs(let runs): runs
            case .field(let field, let standIn):
                if field.isLink, let url = values[field] {
                    [field == .surveyScores ? .scores(url) : .link(Paragraph.Link(target: url))]
                } else {
                    [.text(values[field] ?? standIn ?? "")]
                }
            }
        }
    }
}
