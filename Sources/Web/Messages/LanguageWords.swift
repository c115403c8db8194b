/// Languages as staff call them.
enum LanguageWords {
    /// "Spanish", "Spanish (es-MX)"; the tag itself for one that stands not here.
    static func name(_ tag: String) -> String {
        let tongue = tag.lowercased().prefix { $0 != "-" }
        guard let name = names.first(where: { $0.tag == tongue })?.name else { return tag }
        return tongue == tag ? name : "\(name) (\(tag))"
    }

    /// Those that a clinic is offered, the commonest of its patients first.
    static let offered = names.map(\.tag)

    private static let names: [(tag: String, name: String)] = [
        ("en", "English"), ("es", "Spanish"), ("zh", "Chinese"), ("vi", "Vietnamese"), ("tl", "Tagalog"),
        ("ko", "Korean"), ("ar", "Arabic"), ("fr", "French"), ("ru", "Russian"), ("pt", "Portuguese"),
        ("ht", "Haitian Creole"), ("pl", "Polish"), ("de", "German"), ("it", "Italian"), ("hi", "Hindi"),
        ("ur", "Urdu"), ("fa", "Persian"), ("so", "Somali"), ("am", "Amharic"), ("hmn", "Hmong"), ("uk", "Ukrainian"),
        ("ja", "Japanese"), ("sv", "Swedish"), ("da", "Danish"), ("nl", "Dutch"), ("tr", "Turkish"),
    ]
}
