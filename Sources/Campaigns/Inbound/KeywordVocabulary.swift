/// The words of a language that mean something by themselves. Those that carriers act on are English everywhere.
struct KeywordVocabulary {
    enum Word {
        /// Ends all texts, also as the first word of more.
        case stop
        /// Ends all texts only where it is all that was said: "Cancel my appointment" and "End of May?" do not.
        case leave
        case start
        case yes
        case help, confirm, reschedule

        func keyword(isOptedOut: Bool) -> Keyword {
            switch self {
            case .stop, .leave: .optOut
            case .start: .optIn
            case .yes: isOptedOut ? .optIn : .confirm
            case .help: .help
            case .confirm: .confirm
            case .reschedule: .reschedule
            }
        }
    }

    private let words: [String: Word]

    /// - Parameter language: a tag; its first part counts.
    init(language: String) {
        let isSpanish = language.lowercased().split(separator: "-").first == "es"
        words = isSpanish ? Self.english.merging(Self.spanish) { $1 } : Self.english
    }

    /// - Parameter text: in small letters.
    func word(_ text: String) -> Word? { words[text] }

    private static let english: [String: Word] = [
        "stop": .stop, "stopall": .stop, "unsubscribe": .stop,
        "cancel": .leave, "end": .leave, "quit": .leave,
        "start": .start, "unstop": .start, "yes": .yes,
        "help": .help, "info": .help,
        "c": .confirm, "confirm": .confirm, "confirmed": .confirm,
        "reschedule": .reschedule,
    ]

    private static let spanish: [String: Word] = [
        "alto": .stop, "baja": .stop, "parar": .stop,
        "cancelar": .leave, "fin": .leave, "terminar": .leave, "salir": .leave,
        "alta": .start, "sí": .yes, "si": .yes,
        "ayuda": .help,
        "confirmo": .confirm, "confirmar": .confirm, "confirmado": .confirm,
        "reprogramar": .reschedule, "reagendar": .reschedule,
    ]
}
