/// A stretch of a mail's paragraph.
public enum MailRun: Sendable, Equatable {
    /// Plain text; a line break in it is kept.
    case text(String)
    /// A link with its label. The address must be `https:`, `http:`, `mailto:`, `tel:` or without scheme.
    case link(label: String, address: String)
}
