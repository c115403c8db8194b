extension [MessageTemplate] {
    /// Which of a message template's texts somebody gets: the one in `language`, else in its tongue without the region,
    /// else likewise in the clinic's, else the first; nil when there is none. The sender, pages and the API all ask here.
    ///
    /// - Parameters:
    ///   - language: tag of the language that the person reads; nil for one who has said none.
    ///   - usual: the clinic's.
    public func inLanguage(_ language: String?, else usual: String) -> MessageTemplate? {
        language.flatMap(closest) ?? closest(to: usual) ?? first
    }

    private func closest(to language: String) -> MessageTemplate? {
        let wanted = language.lowercased()
        let tongue = Self.tongue(wanted)
        return first { $0.language.lowercased() == wanted }
            ?? first { $0.language.lowercased() == tongue }
            ?? first { Self.tongue($0.language.lowercased()) == tongue }
    }

    /// "es" of "es-mx".
    private static func tongue(_ language: String) -> Substring { language.prefix { $0 != "-" } }
}
