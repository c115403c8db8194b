import Campaigns
import Testing

@Suite("The language that somebody gets")
struct LanguageChoiceTests {
    @Test(
        "is the own, else its tongue, else the clinic's, else the first there is",
        arguments: [
            (["de", "en", "es"], "es", "en", "es"), (["de", "en", "es"], "es-MX", "en", "es"),
            (["de", "en", "es-MX"], "es", "en", "es-MX"), (["en", "es", "es-MX"], "ES-mx", "en", "es-MX"),
            (["en", "es", "es-MX"], "es-AR", "en", "es"),
            // Not the first of the alphabet: a French reader of an English clinic gets no German.
            (["de", "en", "es"], "fr", "en", "en"), (["de", "en", "es"], nil, "en", "en"),
            (["de", "en-US"], "fr", "en", "en-US"), (["de", "es"], "fr", "en", "de"), ([], "en", "en", nil),
        ] as [([String], String?, String, String?)])
    func choice(texts: [String], reads: String?, usual: String, gets: String?) {
        let texts = texts.map {
            MessageTemplate(id: ID(1), name: "A", channel: .sms, number: 1, language: $0, subject: "", body: $0)
        }
        #expect(texts.inLanguage(reads, else: usual)?.language == gets)
    }

    @Test("marketing by SMS without a way out gets one, in its own language")
    func stopLine() {
        func text(_ body: String, _ language: String = "en", _ channel: Channel = .sms) -> MessageTemplate {
            MessageTemplate(
                id: ID(1), name: "A", channel: channel, number: 1, language: language, subject: "", body: body)
        }
        #expect(text("Whiter teeth!").missingStopLine == "Reply STOP to opt out.")
        #expect(text("¡Dientes blancos!", "es").missingStopLine == "Responda STOP para darse de baja.")
        #expect(text("Whiter teeth! Reply STOP to opt out.").missingStopLine == nil)
        #expect(text("Whiter teeth!", "en", .email).missingStopLine == nil)
    }
}
