/// What came of filling a message template.
public enum Rendering: Sendable, Hashable {
    case message(RenderedMessage)
    /// A field that the message cannot do without has no value.
    case missing(MergeField)
    /// The text is not one that was ever published: it holds what `MessageText` refuses.
    case unreadable(MessageTextRefusal)
}

extension MessageTemplate {
    /// Fills the text for one recipient; who fills it for many reads it once (`ReadTemplate`).
    public func rendered(with values: MergeValues) -> Rendering {
        do {
            return try ReadTemplate(self).rendered(with: values)
        } catch {
            return .unreadable(error)
        }
    }
}
