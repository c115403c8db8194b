/// The message by which an address says that it wants more: a code that its owner types in.
public enum CodeMessage {
    /// For how long a code is good.
    public static let minutes = 10

    /// - Parameters:
    ///   - code: six digits.
    ///   - language: tag of the reader's language.
    public static func rendered(_ code: String, by channel: Channel, clinicName: String, language: String)
        -> RenderedMessage
    {
        let words = MessageWords(language: language)
        let lines = [words.code(code, for: clinicName), words.codeEnds(after: minutes), words.codeUnasked]
        guard channel == .email else {
            return RenderedMessage(
                channel: channel, subject: "", paragraphs: [Paragraph(text: lines.joined(separator: " "))])
        }
        return RenderedMessage(
            channel: channel, subject: words.codeSubject(clinicName), paragraphs: lines.map { Paragraph(text: $0) })
    }
}

extension MessageWords {
    fileprivate func codeSubject(_ clinic: String) -> String {
        isSpanish ? "Su código para \(clinic)" : "Your code for \(clinic)"
    }

    fileprivate func code(_ code: String, for clinic: String) -> String {
        isSpanish
            ? "\(code) es su código para elegir los mensajes de \(clinic)."
            : "\(code) is your code to choose the messages of \(clinic)."
    }

    fileprivate func codeEnds(after minutes: Int) -> String {
        isSpanish ? "Vale \(minutes) minutos." : "It is good for \(minutes) minutes."
    }

    fileprivate var codeUnasked: String {
        isSpanish ? "Si no lo ha pedido, no haga nada." : "If you did not ask for it, do nothing."
    }
}
