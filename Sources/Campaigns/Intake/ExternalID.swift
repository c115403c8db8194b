/// The form of a neighbour system's own ids.
public enum ExternalID {
    public static let maximumLength = 80

    /// Blanks at the edges are refused: the database takes "A" and "A " for the same key.
    public static func isValid(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.count <= maximumLength && !text.hasControlCharacter && text.trimmed == text
    }

    static let expected = "Give an id of 1 to \(maximumLength) characters without blanks around it."
}
