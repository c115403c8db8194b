import Campaigns
import Markup
import Storage

/// The languages of a message template: which text is open, which there are, and who gets which.
struct MessageLanguages {
    let form: MessageForm
    /// The stored ones; empty for a new template.
    let texts: [MessageTemplate]
    /// The clinic's language.
    let usual: String

    func fill(_ page: Page, _ visit: Visit) {
        let id = texts.first?.id
        page.keep("languages", if: id != nil)
        page.text("language-rule", sentence)
        let mayDrop = visit.may(.manager) && texts.count > 1 && texts.contains { $0.language == form.language }
        page.keep("drop", if: mayDrop)
        guard let id else { return }
        var tags = texts.map(\.language)
        if !tags.contains(form.language) { tags.append(form.language) }
        page.each("language-link", tags) { row, tag in
            row.text("language-link", LanguageWords.name(tag))
            row.attribute("language-link", "href", Path.message(id, in: tag))
            row.attribute("language-link", "aria-current", tag == form.language ? "true" : nil)
        }
        let more = LanguageWords.offered.filter { !tags.contains($0) }
        page.keep("more-languages", if: visit.may(.manager) && !more.isEmpty)
        page.attribute("add-language", "action", Path.message(id))
        page.each("offered", more) { row, tag in
            row.text("offered", LanguageWords.name(tag))
            row.attribute("offered", "value", tag)
        }
        page.attribute("drop", "action", Path.dropLanguage(id))
        page.attribute("drop-token", "value", visit.token)
        page.attribute("drop-version", "value", String(texts.first?.number ?? 0))
        page.attribute("drop-language", "value", form.language)
        page.text("drop-label", "Remove the \(LanguageWords.name(form.language)) text")
    }

    /// Which text a person gets, as `inLanguage` answers.
    var sentence: String {
        guard let fallback = texts.inLanguage(nil, else: usual)?.language else {
            return
                "The text is \(LanguageWords.name(form.language)), the clinic's language. Others can be added once it is saved."
        }
        let rest = LanguageWords.name(fallback)
        let missing =
            texts.contains { $0.language == form.language }
            ? "" : " There is no \(LanguageWords.name(form.language)) text yet: save one here to add it."
        let others = texts.map(\.language).filter { $0 != fallback }.map(LanguageWords.name)
        guard !others.isEmpty else {
            return "Everybody gets it in \(rest), whatever language they read.\(missing)"
        }
        let named = others.formatted(by: "and")
        return
            "People who read \(named) get that text. Everybody else, and whoever has named no language, gets \(rest).\(missing)"
    }
}

extension [String] {
    /// "Spanish, Polish and French".
    fileprivate func formatted(by word: String) -> String {
        guard count > 1, let last else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) \(word) \(last)"
    }
}
