/// A message template as a program tells it: a missing field is unchanged.
public struct MessageIntake: Sendable, Hashable {
    public let name: Given<String>
    public let channel: Given<Channel>
    /// Which of its languages is meant.
    public let language: Given<String>
    public let subject: Given<String>
    public let body: Given<String>

    /// Reads all that a program may say about a message template; problems stay with the reader.
    public init(_ reader: inout IntakeReader) {
        name = reader.kept("name", reader.line("name", atMost: MessageTemplate.maximumNameLength))
        channel = reader.kept("channel", reader.word("channel", Channel.self))
        language = reader.language("language")
        subject = reader.line("subject", atMost: MessageTemplate.maximumSubjectLength)
        body = reader.kept("body", reader.text("body", atMost: MessageTemplate.maximumBodyLength))
    }

    /// The text with what was told.
    ///
    /// - Parameters:
    ///   - stored: nil for a new template.
    ///   - usual: the clinic's language.
    /// - Throws: what a new one lacks, another channel than the stored one's, and each place of the text that makes no
    ///   sense.
    public func text(replacing stored: MessageTemplate?, language usual: String) throws(IntakeRefusal)
        -> MessageTemplate
    {
        guard let name = name.replacing(stored?.name), let channel = channel.replacing(stored?.channel),
            let body = body.replacing(stored?.body)
        else {
            let missing = [
                ("name", self.name.value == nil), ("channel", self.channel.value == nil),
                ("body", self.body.value == nil),
            ]
            throw Self.refusal(missing.filter(\.1).map { ($0.0, "This is required for a new message template.") })
        }
        if let stored, channel != stored.channel {
            throw Self.refusal([("channel", "A message template keeps its channel: it is \(stored.channel.rawValue).")])
        }
        let text = MessageTemplate(
            id: stored?.id ?? ID(0), name: name, channel: channel, number: stored?.number ?? 0,
            language: language.value ?? stored?.language ?? usual, subject: subject.replacing(stored?.subject) ?? "",
            body: body)
        let problems = text.problems
        guard problems.isEmpty else {
            throw Self.refusal(
                problems.map { problem in
                    (
                        problem.place.rawValue,
                        problem.position.map { "At character \($0): \(problem.message)" } ?? problem.message
                    )
                })
        }
        return text
    }

    private static func refusal(_ problems: [(field: String, message: String)]) -> IntakeRefusal {
        IntakeRefusal(
            unknownFields: [], problems: problems.map { FieldProblem(field: $0.field, message: $0.message) })
    }
}
