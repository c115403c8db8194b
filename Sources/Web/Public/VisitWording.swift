import Campaigns
import CivilTime

/// What the page behind a visit's link says, in the reader's language.
struct VisitWording {
    let words: PublicWords

    private func say(_ english: String, _ spanish: String) -> String { words.say(english, spanish) }

    var title: String { say("Your visit", "Su cita") }
    func whose(_ name: String) -> String { say("\(name)’s visit", "La cita de \(name)") }
    var confirmed: String { say("Thank you, this visit is confirmed.", "Gracias, esta cita está confirmada.") }
    func wished(_ clinic: String, _ phone: String) -> String {
        let hurry = phone.isEmpty ? "" : say(" In a hurry? Call \(phone).", " ¿Le urge? Llame al \(phone).")
        return say(
            "You asked for another time, and \(clinic) will see to it. Until then this one stands.",
            "Usted pidió otra hora y \(clinic) se ocupará de ello. Mientras tanto, esta sigue en pie.") + hurry
    }
    var confirm: String { say("Confirm this visit", "Confirmar esta cita") }
    var another: String { say("Does the time no longer suit you?", "¿Ya no le viene bien esta hora?") }
    var wish: String { say("When would suit you?", "¿Cuándo le vendría bien?") }
    var wishHint: String { say("You may leave this empty.", "Puede dejarlo en blanco.") }
    func wishUnfit(_ limit: Int) -> String {
        say(
            "Please write plain text of at most \(limit) characters.",
            "Escriba un texto sencillo de \(limit) caracteres como máximo.")
    }
    var ask: String { say("Ask for another time", "Pedir otra hora") }

    /// "Tue, Mar 16 at 3:00 PM", "mar 16 mar a las 3:00 p.m."
    func time(_ local: CivilDateTime, in region: String) -> String {
        let wording = DateWording(region: region, language: words.language)
        let time = wording.time(local.time)
        let article = time.hasPrefix("1:") || time.hasPrefix("01:") ? "a la" : "a las"
        return "\(wording.date(local.date)) \(say("at", article)) \(time)"
    }

    func over(_ standing: LinkedVisit) -> (title: String, sentence: String) {
        switch standing {
        case .toCome, .passed:
            (
                say("This visit has passed", "Esta cita ya pasó"),
                say("There is nothing left to confirm or to change.", "Ya no hay nada que confirmar ni cambiar.")
            )
        case .moved:
            (
                say("This visit has been moved", "Esta cita se cambió a otra hora"),
                say(
                    "Your newest message tells its new time; please use the link there.",
                    "Su mensaje más reciente dice la nueva hora; use el enlace que trae.")
            )
        case .cancelled:
            (
                say("This visit does not take place", "Esta cita no tendrá lugar"),
                say(
                    "It was cancelled, so there is nothing to confirm.",
                    "Se canceló, así que no hay nada que confirmar.")
            )
        }
    }

    func reach(_ clinic: String, _ phone: String) -> String {
        say("You can reach \(clinic) at \(phone).", "Puede llamar a \(clinic) al \(phone).")
    }
}
