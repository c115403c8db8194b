extension MessageTemplate {
    /// The web addresses that its body leads to, once each, in reading order; empty for a text that cannot be read.
    public var linkTargets: [String] {
        // What does not parse is told by `problems`, and is never published.
        guard let text = try? MessageText(parsing: body) else { return [] }
        var seen: Set<String> = []
        return text.pieces.flatMap(\.linkTargets).filter { seen.insert($0).inserted }
    }
}

extension MessageText.Piece {
    fileprivate var linkTargets: [String] {
        guard case .text(let text) = self else { return [] }
        return TextLinks.parts(of: text).compactMap { part in
            if case .link(let url) = part { url } else { nil }
        }
    }
}

extension MessageTemplate {
    /// Whether its text may lead to the clinic's survey; not parsed, since one made in vain harms nobody.
    public var asksSurvey: Bool {
        MergeField.allCases.contains { field in
            field.asksSurvey && (body.contains(field.rawValue) || subject.contains(field.rawValue))
        }
    }
}
