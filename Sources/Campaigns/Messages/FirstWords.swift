extension RenderedMessage {
    /// The beginning of its text on one line, without its links: never more than what was written.
    ///
    /// - Parameter limit: in characters; where more follows, whole words and an ellipsis stay within it.
    public func firstWords(limit: Int) -> String {
        let words = paragraphs.map(\.wordsWithoutLinks).joined(separator: " ").split(whereSeparator: \.isWhitespace)
        let whole = words.joined(separator: " ")
        guard whole.count > limit else { return whole }
        let cut = whole.prefix(limit - 1)
        // A word longer than the limit is cut in itself.
        let end = whole[cut.endIndex].isWhitespace ? cut.endIndex : cut.lastIndex(of: " ") ?? cut.endIndex
        return cut[..<end] + "…"
    }
}

extension RenderedMessage {
    /// What a notification of it says: its subject, and below it the first words.
    public var notice: String {
        let words = firstWords(limit: Self.noticeWordsLimit)
        guard !subject.isEmpty else { return words }
        let line = subject.count > Self.noticeSubjectLimit ? subject.prefix(Self.noticeSubjectLimit - 1) + "…" : subject
        return words.isEmpty ? line : line + "\n" + words
    }

    private static let noticeSubjectLimit = 100
    private static let noticeWordsLimit = 160
}

extension Paragraph {
    fileprivate var wordsWithoutLinks: String {
        runs.map { run in
            switch run {
            case .text(let text): text
            case .link, .scores, .lineBreak: " "
            }
        }.joined()
    }
}
