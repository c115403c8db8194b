/// What the pages of a survey say besides its questions, in the patient's language.
public struct SurveyWords: Sendable {
    private let isSpanish: Bool

    /// - Parameter language: one of `SurveyDraft.languages`.
    public init(_ language: String) { isSpanish = language == "es" }

    private func said(_ english: String, _ spanish: String) -> String { isSpanish ? spanish : english }

    /// Above the questions, of whose visit.
    public func about(_ firstName: String) -> String {
        said("About \(firstName)’s visit. It takes a minute.", "Sobre la visita de \(firstName). Solo es un minuto.")
    }

    public var unlikely: String { said("not at all likely", "nada probable") }
    public var likely: String { said("extremely likely", "muy probable") }
    public var poor: String { said("poorly", "muy mal") }
    public var excellent: String { said("very well", "muy bien") }
    public var optional: String { said("You may leave this empty.", "Puede dejarlo en blanco.") }
    public var send: String { said("Send my answer", "Enviar mi respuesta") }
    public var thanks: String { said("Thank you", "Gracias") }
    public var scoreMissing: String { said("Choose a number from 0 to 10.", "Elija un número del 0 al 10.") }
    public var nothingAnswered: String { said("Answer at least one question.", "Responda al menos una pregunta.") }
    public var tooLong: String {
        said("This is too long: at most 2,000 characters.", "Es demasiado largo: como máximo 2.000 caracteres.")
    }
    public var unreadable: String { said("This cannot be read.", "Esto no se puede leer.") }

    public func received(_ clinic: String) -> String {
        said("Your answer has reached \(clinic).", "Su respuesta ha llegado a \(clinic).")
    }

    /// To everybody alike, whatever they answered.
    public func call(_ clinic: String, _ phone: String) -> String {
        said(
            "If something should be put right, call \(clinic) at \(phone).",
            "Si hay algo que debamos corregir, llame a \(clinic) al \(phone).")
    }

    public var reviewAsked: String {
        said("Would you tell others, too? Every opinion helps.", "¿Quiere contárselo a otros? Toda opinión ayuda.")
    }
    public var review: String { said("Write a review", "Escribir una reseña") }

    /// The way to the other language, in that language.
    public var otherLanguage: String { isSpanish ? "In English" : "En español" }
}
