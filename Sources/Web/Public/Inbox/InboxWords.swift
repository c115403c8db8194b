import Tokens

/// What an inbox says beside the clinic's own texts, in its reader's language.
struct InboxWords {
    private let isSpanish: Bool

    init(language: String) { isSpanish = language.lowercased().split(separator: "-").first == "es" }

    var language: String { isSpanish ? "es" : "en" }

    var title: String { say("Your messages", "Sus mensajes") }
    var all: String { say("All messages", "Todos los mensajes") }
    var new: String { say("New", "Nuevo") }
    var read: String { say("Read", "Leído") }
    var markRead: String { say("Mark as read", "Marcar como leído") }
    var older: String { say("Older messages", "Mensajes anteriores") }
    var newest: String { say("Newest messages", "Mensajes más recientes") }
    var noneTitle: String { say("No messages yet", "Todavía no hay mensajes") }

    func greeting(_ name: String) -> String { say("For \(name)", "Para \(name)") }

    func from(_ clinic: String) -> String { say("Message from \(clinic)", "Mensaje de \(clinic)") }

    func noneText(_ clinic: String) -> String {
        say("What \(clinic) writes to you here stands on this page.", "Lo que \(clinic) le escriba aparecerá aquí.")
    }

    func unread(_ count: Int) -> String {
        switch count {
        case 0: say("All read", "Todo leído")
        case 1: say("1 new message", "1 mensaje nuevo")
        default: say("\(count) new messages", "\(count) mensajes nuevos")
        }
    }

    /// What a link of ours does; nil for one that a message does not show.
    func label(_ purpose: TokenPurpose) -> String? {
        switch purpose {
        case .confirm: say("Confirm the visit", "Confirmar la cita")
        case .reschedule: say("Ask for another time", "Pedir otra hora")
        case .unsubscribe: say("Unsubscribe", "Darse de baja")
        case .inbox: title
        case .survey: say("Answer the questions", "Responder a las preguntas")
        case .preferences: say("Choose what you get", "Elegir qué recibe")
        default: nil
        }
    }

    func say(_ english: String, _ spanish: String) -> String { isSpanish ? spanish : english }
}
