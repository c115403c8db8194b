extension CalcInput {
    /// What a text message means by its words.
    func keyword() throws -> JSON {
        let language = value("language") == nil ? "en" : try text("language")
        guard LanguageTag.isValid(language) else { throw CalcProblem("language: a tag such as en or es is expected") }
        let reading = KeywordReading(try text("text"), language: language)
        return ["means": .string(reading.keyword?.rawValue ?? "none")]
    }
}
