/// The few words that we add to a clinic's own text, in the message's language.
struct MessageWords {
    let isSpanish: Bool

    init(language: String) { isSpanish = language.lowercased().split(separator: "-").first == "es" }

    /// Begins a message to a guardian: "For Mia: ".
    func about(_ child: String) -> String { isSpanish ? "Para \(child): " : "For \(child): " }

    var unsubscribe: String { isSpanish ? "Darse de baja" : "Unsubscribe" }

    var preferences: String { isSpanish ? "Elegir qué mensajes recibir" : "Choose what you get" }

    /// Names a visit in somebody's calendar: "Visit at Lakeview Orthodontics (Mia)".
    func visit(at clinic: String, for child: String?) -> String {
        (isSpanish ? "Cita en \(clinic)" : "Visit at \(clinic)") + (child.map { " (\($0))" } ?? "")
    }

    func questions(to phone: String) -> String {
        isSpanish ? "¿Preguntas? Llame al \(phone)." : "Questions? Call \(phone)."
    }

    /// In GSM characters, so that it does not change an SMS's encoding.
    var stop: String { isSpanish ? "Responda STOP para darse de baja." : "Reply STOP to opt out." }
}
