import Campaigns

/// What patients' pages about their messages say, in the reader's language: Spanish, else English.
struct PublicWords {
    /// Tag of the language that the page is in.
    let language: String
    private let isSpanish: Bool

    init(language: String) {
        isSpanish = language.lowercased().split(separator: "-").first == "es"
        self.language = isSpanish ? "es" : "en"
    }

    /// The first is for everybody else.
    static let languages = ["en", "es"]

    func say(_ english: String, _ spanish: String) -> String { isSpanish ? spanish : english }

    var goneTitle: String { say("This link has ended", "Este enlace ya no sirve") }
    var goneText: String {
        say(
            "It may be too old, or a part of it is missing. Please use the link in your newest message, or call the clinic.",
            "Puede que sea demasiado antiguo o que le falte una parte. Use el enlace de su mensaje más reciente o llame a la clínica."
        )
    }

    // Unsubscribing.
    var stopTitle: String { say("Stop these messages?", "¿Dejar de recibir estos mensajes?") }
    func stopText(_ clinic: String) -> String {
        say(
            "\(clinic) will no longer send offers and news to this address. Reminders of your visits still come.",
            "\(clinic) ya no enviará ofertas ni novedades a esta dirección. Seguirá recibiendo los recordatorios de sus citas."
        )
    }
    var stopButton: String { say("Yes, stop them", "Sí, dejar de recibirlos") }
    var stopped: String { say("Done", "Listo") }
    func stoppedText(_ clinic: String) -> String {
        say(
            "\(clinic) sends no more offers and news to this address. If you change your mind, tell the front desk.",
            "\(clinic) no enviará más ofertas ni novedades a esta dirección. Si cambia de opinión, avise en recepción.")
    }
    var chooseInstead: String { say("Choose what you get", "Elegir qué mensajes recibir") }

    // Preferences.
    var title: String { say("Your messages", "Sus mensajes") }
    func greeting(_ name: String) -> String { name.isEmpty ? title : say("\(name)’s messages", "Mensajes de \(name)") }
    func intro(_ clinic: String) -> String {
        say(
            "Choose what \(clinic) may send you. Untick what you no longer want: that counts at once.",
            "Elija qué puede enviarle \(clinic). Desmarque lo que ya no quiera recibir: se aplica de inmediato.")
    }
    var lookAgain: String { say("Something needs another look", "Algo necesita su atención") }
    var saved: String { say("Saved. This counts from now on.", "Guardado. Se aplica desde ahora.") }
    var save: String { say("Save", "Guardar") }
    func by(_ channel: Channel) -> String {
        channel == .sms ? say("By text message", "Por mensaje de texto") : say("By e-mail", "Por correo electrónico")
    }

    func kind(_ subject: Consents.Subject) -> String {
        switch subject {
        case .reminder: say("Reminders of visits", "Recordatorios de citas")
        case .care: say("Messages about your care", "Mensajes sobre su tratamiento")
        case .marketing: say("Offers and news", "Ofertas y novedades")
        }
    }
    func hint(_ subject: Consents.Subject) -> String {
        switch subject {
        case .reminder:
            say("When a visit is booked or moved, and before it.", "Al reservar o cambiar una cita, y antes de ella.")
        case .care:
            say(
                "After a visit, during treatment, and short surveys. Without them no reminders come either.",
                "Después de una cita, durante el tratamiento y encuestas breves. Sin ellos tampoco llegan recordatorios."
            )
        case .marketing:
            say(
                "What is new, and what it costs. They come only if you want them.",
                "Lo nuevo y lo que cuesta. Solo si usted quiere.")
        }
    }
    /// As a consent keeps it.
    func wording(_ subject: Consents.Subject, _ channel: Channel) -> String { "\(by(channel)): \(kind(subject))" }

    func closed(_ closure: Preferences.Closure, _ channel: Channel) -> String {
        switch closure {
        case .optedOut:
            say(
                "You answered STOP, so no text messages come. Answer START to one of ours to get them again.",
                "Usted respondió STOP, así que no le llegan mensajes de texto. Responda START para recibirlos de nuevo."
            )
        case .badAddress:
            channel == .sms
                ? say(
                    "Messages to your number came back. Please tell the clinic which number is right.",
                    "Los mensajes a su número no llegan. Diga a la clínica cuál es el número correcto.")
                : say(
                    "Messages to your address came back. Please tell the clinic which address is right.",
                    "Los mensajes a su dirección no llegan. Diga a la clínica cuál es la dirección correcta.")
        case .closed:
            say(
                "The clinic sends nothing here any more. Call it if you want that changed.",
                "La clínica ya no envía nada aquí. Llámela si quiere cambiarlo.")
        }
    }

    var incomplete: String {
        say(
            "Reminders come only together with messages about your care: tick both, or neither.",
            "Los recordatorios solo llegan junto con los mensajes sobre su tratamiento: marque ambos o ninguno.")
    }
    func tooMany(_ minutes: Int) -> String {
        minutes > 60
            ? say(
                "We have sent several codes already. Please try again tomorrow.",
                "Ya hemos enviado varios códigos. Inténtelo de nuevo mañana.")
            : say(
                "We have sent several codes already. Please try again in \(minutes) minutes.",
                "Ya hemos enviado varios códigos. Inténtelo de nuevo dentro de \(minutes) minutos.")
    }
    var impossible: String {
        say(
            "No code can be sent just now. Please call the clinic.",
            "Ahora no se puede enviar un código. Llame a la clínica.")
    }

    // The code.
    var codeTitle: String { say("One more step", "Falta un paso") }
    func codeText(_ channel: Channel) -> String {
        channel == .sms
            ? say(
                "To get more we need your word. A code of six digits is on its way to your phone; that can take two minutes. Type it here within ten.",
                "Para enviarle más necesitamos su confirmación. Un código de seis cifras va en camino a su teléfono; puede tardar dos minutos. Escríbalo aquí antes de diez minutos."
            )
            : say(
                "To get more we need your word. A code of six digits is on its way to your e-mail address; that can take two minutes. Type it here within ten.",
                "Para enviarle más necesitamos su confirmación. Un código de seis cifras va en camino a su correo electrónico; puede tardar dos minutos. Escríbalo aquí antes de diez minutos."
            )
    }
    func codeFor(_ wording: String) -> String { say("Then you get: \(wording)", "Después recibirá: \(wording)") }
    var codeLabel: String { say("Code", "Código") }
    var codeButton: String { say("Confirm", "Confirmar") }
    func codeWrong(_ left: Int) -> String {
        switch left {
        case 0:
            say(
                "That is not the code, for the fifth time. Ask for a new one below.",
                "El código no es correcto por quinta vez. Pida otro más abajo.")
        case 1:
            say(
                "That is not the code. You can try once more.",
                "El código no es correcto. Puede intentarlo una vez más.")
        default:
            say(
                "That is not the code. You can try \(left) more times.",
                "El código no es correcto. Puede intentarlo \(left) veces más.")
        }
    }
    var codeOver: String {
        say(
            "This code has ended. Tick below what you want and save to get a new one.",
            "Este código ha caducado. Marque abajo lo que quiera y guarde para recibir otro.")
    }

    // What comes.
    func sends(_ clinic: String) -> String { say("What \(clinic) sends you", "Qué le envía \(clinic)") }
    func received(_ amount: Int) -> String {
        switch amount {
        case 0: say("None in the last 12 months", "Ninguno en los últimos 12 meses")
        default: say("\(amount) in the last 12 months", "\(amount) en los últimos 12 meses")
        }
    }
    func reach(_ phone: String) -> String {
        say("Questions? Call \(phone).", "¿Preguntas? Llame al \(phone).")
    }
    var unreadable: String {
        say(
            "What you sent could not be read. Nothing was changed; please go back and try again.",
            "No se pudo leer lo que envió. No se cambió nada; vuelva atrás e inténtelo de nuevo.")
    }
}
