import Campaigns
import Testing

/// What a text message means by its words (rules.md 8, lessons.md 5).
@Suite struct KeywordTests {
    @Test(
        "a word means the same in capitals or not, among blanks and with a final stop, and is then the bare word",
        arguments: [
            ("STOP", .optOut), ("stop", .optOut), ("  Stop.\n", .optOut), ("STOP!", .optOut), ("StopAll", .optOut),
            ("unsubscribe", .optOut), ("CANCEL", .optOut), ("End.", .optOut), ("quit", .optOut),
            ("START", .optIn), ("unstop", .optIn), ("HELP", .help), ("info", .help), ("C", .confirm), ("c.", .confirm),
            ("Confirm", .confirm), ("YES", .confirm), ("yes!", .confirm), ("Reschedule", .reschedule),
            ("\u{A0}stop\u{2003}", .optOut),
        ] as [(String, Keyword)])
    func bare(text: String, keyword: Keyword) {
        let reading = KeywordReading(text, language: "en")
        #expect(reading.keyword == keyword)
        #expect(reading.isBare)
    }

    @Test(
        "more than the word is for staff to read, also where it is understood",
        arguments: [
            ("Stop please", .optOut), ("please stop", .optOut), ("Please, STOP.", .optOut),
            ("pls unsubscribe", .optOut),
            ("stop por favor", .optOut), ("Stop texting me", .optOut), ("STOP, wrong number", .optOut),
            ("Stop?", .optOut), ("Unsubscribe me", .optOut), ("please stop sending these", .optOut),
            ("yes please", .confirm), ("Please confirm", .confirm), ("reschedule please", .reschedule),
            ("help please", .help), ("start, please", .optIn),
        ] as [(String, Keyword)])
    func more(text: String, keyword: Keyword) {
        let reading = KeywordReading(text, language: "en")
        #expect(reading.keyword == keyword)
        #expect(!reading.isBare)
    }

    @Test(
        "a word in the midst of others, or within another, means nothing",
        arguments: [
            "Cancel my appointment", "cancel please", "End of May?", "please cancel", "Quit smoking yesterday!",
            "CANCEL?",
            "stopping by at nine", "nonstop", "Don't stop", "please do not stop", "non-stop", "stop-over", "STOPALLS",
            "yes but later", "Yes, can we move it?", "no", "C u there", "can I confirm tomorrow?", "start at nine",
            "I need help", "help me", "reschedule to Friday", "", " ", ".", "please", "por favor", "ok", "👍", "s t o p",
            "stop\u{200B}ping",
        ])
    func nothing(text: String) {
        #expect(KeywordReading(text, language: "en").keyword == nil)
    }

    @Test("Spanish has its own words beside the carriers' English ones, and they hold nowhere else")
    func spanish() {
        let cases: [(String, Keyword)] = [
            ("ALTO", .optOut), ("Baja", .optOut), ("baja por favor", .optOut), ("Por favor, parar", .optOut),
            ("stop", .optOut), ("Cancelar", .optOut), ("FIN.", .optOut), ("Alta", .optIn), ("START", .optIn),
            ("Ayuda", .help), ("SÍ", .confirm), ("si", .confirm), ("si\u{301}", .confirm), ("Confirmo", .confirm),
            ("C", .confirm), ("yes", .confirm), ("reprogramar", .reschedule),
        ]
        for (text, keyword) in cases {
            for language in ["es", "es-MX", "ES"] {
                #expect(KeywordReading(text, language: language).keyword == keyword, "\(text) \(language)")
            }
        }
        for text in ["Cancelar mi cita", "¿Fin de mayo?", "no parar", "sí, pero más tarde"] {
            #expect(KeywordReading(text, language: "es").keyword == nil, "\(text)")
        }
        for text in ["alto", "Baja California", "si", "fin", "ayuda"] {
            #expect(KeywordReading(text, language: "en").keyword == nil, "\(text)")
            #expect(KeywordReading(text, language: "de").keyword == nil, "\(text)")
        }
    }

    @Test("yes means to hear from us again only from a number that is opted out", arguments: ["YES", "yes", "sí"])
    func yes(text: String) {
        #expect(KeywordReading(text, language: "es", isOptedOut: true).keyword == .optIn)
        #expect(KeywordReading(text, language: "es").keyword == .confirm)
        #expect(KeywordReading("C", language: "es", isOptedOut: true).keyword == .confirm)
    }

    @Test("a text is read in each language of its number, the first that understands it")
    func languages() {
        func keyword(_ text: String, _ languages: [String]) -> Keyword? {
            KeywordReading(text, languages: languages, isOptedOut: false).keyword
        }
        #expect(keyword("alto", ["en", "es"]) == .optOut)
        #expect(keyword("alto", ["en"]) == nil)
        #expect(keyword("stop", []) == .optOut)
    }
}
